package shop.orderly.faults;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import shop.orderly.launcher.Machine;

/**
 * The services' executable jars, unpacked once for each build: from there a JVM maps their classes instead of parsing them,
 * and a killed service is back sooner.
 */
final class Apps {
    private static final List<String> SMALL = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xlog:disable",
            "--enable-native-access=ALL-UNNAMED",
            "-Daxon.update-check.disabled=true",
            "-Ddisable-axoniq-console-message=true");
    private static final int SUN_MISC_ALLOWED_FROM = 23;
    private static final String ARCHIVE = "classes.jsa";

    private final Path project;
    private final Path unpacked;

    /**
     * @param project the folder of the modules, each built
     * @param unpacked where to keep what is unpacked
     */
    Apps(Path project, Path unpacked) {
        this.project = project;
        this.unpacked = unpacked;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A JVM of this harness' own class path. */
    static List<String> own(Class<?> main, List<String> arguments) {
        var command = new ArrayList<>(List.of(java()));
        command.addAll(options());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /**
     * How a service is started.
     *
     * @param isFirst whether this process may write down which classes it mapped; one of several does
     * @param options more options of its JVM
     */
    List<String> command(String service, boolean isFirst, List<String> options) {
        var home = unpacked(service);
        var command = new ArrayList<>(List.of(java()));
        command.addAll(options());
        var archive = home.resolve(ARCHIVE);
        if (isFirst && options.isEmpty()) {
            command.add("-XX:+AutoCreateSharedArchive");
        }
        if ((isFirst && options.isEmpty()) || Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        command.addAll(options);
        command.addAll(List.of("-jar", home.resolve(service + ".jar").toString()));
        return command;
    }

    /** Whether every service has run once and has written down which classes it mapped. */
    boolean areTrained() {
        return Machine.services().stream()
                .allMatch(service -> Files.exists(unpacked(service).resolve(ARCHIVE)));
    }

    private static List<String> options() {
        var options = new ArrayList<>(SMALL);
        if (Runtime.version().feature() >= SUN_MISC_ALLOWED_FROM) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }

    private Path unpacked(String service) {
        var jar = executable(service);
        // Builds are reproducible, so a jar's date says nothing about what is in it.
        var home = unpacked.resolve(service + "-" + checksum(jar));
        if (Files.notExists(home.resolve(service + ".jar"))) {
            unpack(service, jar, home);
        }
        return home;
    }

    private static String checksum(File jar) {
        try (var in = new CheckedInputStream(new BufferedInputStream(new FileInputStream(jar)), new CRC32C())) {
            in.transferTo(OutputStream.nullOutputStream());
            return Long.toHexString(in.getChecksum().getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unpack(String service, File jar, Path home) {
        try {
            Files.createDirectories(unpacked);
            var child = Child.start(
                    "unpack-" + service,
                    List.of(
                            java(),
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--force",
                            "--application-filename",
                            service + ".jar",
                            "--destination",
                            home.toString()),
                    Map.of(),
                    unpacked);
            if (!Waiting.until(Duration.ofMinutes(2), () -> !child.isAlive()) || child.exitCode() != 0) {
                throw new HarnessException("Cannot unpack " + jar + "; details in " + unpacked);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private File executable(String service) {
        var found = project.resolve(service)
                .resolve("target")
                .toFile()
                .listFiles((folder, name) -> name.endsWith("-exec.jar"));
        if (found == null || found.length != 1) {
            throw new HarnessException(
                    "No executable jar of " + service + " in " + project + ": build it with ./mvnw -Dquick package");
        }
        return found[0];
    }
}
