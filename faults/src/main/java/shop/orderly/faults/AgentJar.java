package shop.orderly.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import shop.orderly.faults.agent.CrashPoint;
import shop.orderly.faults.agent.PlantedBug;
import shop.orderly.faults.agent.Saboteur;

/** The agent as JVMs want it: a jar of its classes alone, which knows where its library is. */
final class AgentJar {
    private final Path jar;

    private AgentJar(Path jar) {
        this.jar = jar;
    }

    /** Writes it into the folder. */
    static AgentJar in(Path folder) {
        var jar = folder.resolve("saboteur.jar").toAbsolutePath();
        var manifest = new Manifest();
        var main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(new Attributes.Name("Premain-Class"), Saboteur.class.getName());
        main.put(Attributes.Name.CLASS_PATH, place(ByteBuddy.class).toUri().toString());
        try {
            Files.createDirectories(folder);
            try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                for (var name : classes()) {
                    out.putNextEntry(new JarEntry(name));
                    try (var in = Saboteur.class.getClassLoader().getResourceAsStream(name)) {
                        if (in == null) {
                            throw new HarnessException("No class " + name);
                        }
                        in.transferTo(out);
                    }
                    out.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new AgentJar(jar);
    }

    /** The option of a JVM that halts at the n-th call of a place. */
    List<String> crash(CrashPoint point, int call) {
        return List.of("-javaagent:" + jar + "=crash:" + point + ":" + call);
    }

    /** The option of a JVM with a bug. */
    List<String> bug(PlantedBug bug) {
        return List.of("-javaagent:" + jar + "=bug:" + bug);
    }

    private static List<String> classes() throws IOException {
        var folder = Saboteur.class.getPackageName().replace('.', '/');
        var root = place(Saboteur.class);
        if (Files.isDirectory(root)) {
            try (var files = Files.list(root.resolve(folder))) {
                return files.map(file -> folder + "/" + file.getFileName())
                        .filter(name -> name.endsWith(".class"))
                        .toList();
            }
        }
        try (var packed = new java.util.jar.JarFile(root.toFile());
                Stream<JarEntry> entries = packed.stream()) {
            return entries.map(JarEntry::getName)
                    .filter(name -> name.startsWith(folder + "/") && name.endsWith(".class"))
                    .toList();
        }
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new HarnessException("Where is " + type + "?", e);
        }
    }
}
