package shop.orderly.platformtest.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;

/** Compiles small sources that break a rule; the real house has none to offer. */
final class BadHouse {
    private BadHouse() {}

    /** @param sources whole compilation units; the first line of each is its package */
    static JavaClasses built(Path at, String... sources) throws IOException {
        var files = new ArrayList<String>();
        for (var source : sources) {
            var home =
                    source.substring("package ".length(), source.indexOf(';')).replace('.', '/');
            var name = source.replaceFirst("(?s).*?(?:class|@?interface|record|enum) (\\w+).*", "$1");
            var file = at.resolve("src")
                    .resolve(home)
                    .resolve(source.contains("package-info") ? "package-info.java" : name + ".java");
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source).toString());
        }
        var out = at.resolve("out");
        var said = new StringWriter();
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "these tests need a JDK");
        var options = List.of("-d", out.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
        var manager = compiler.getStandardFileManager(null, null, null);
        if (!compiler.getTask(
                        said, manager, null, options, null, manager.getJavaFileObjects(files.toArray(String[]::new)))
                .call()) {
            throw new IllegalStateException(said.toString());
        }
        Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[] {url(out)}));
        return new ClassFileImporter().importPath(out);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
