package shop.orderly.faults;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import shop.orderly.launcher.Machine;

/**
 * The services' executable jars, unpacked once for each build: from there a JVM of 25 or newer takes classes that an earlier
 * one has loaded and linked, and a killed service is back sooner.
 */
final class Apps {
    private static final List<String> SMALL = List.of(
            "-XX:+UseSerialGC",
            // Killed ones start all the time, and the other compiler would nearly double what a start takes of the
            // cores.
            "-XX:TieredStopAtLevel=1",
            // Else a start is spent on growing the heap.
            "-Xms200m",
            "-Xmx256m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xlog:disable",
            "--enable-native-access=ALL-UNNAMED",
            "-Daxon.update-check.disabled=true",
            "-Ddisable-axoniq-console-message=true");
    private static final int SUN_MISC_ALLOWED_FROM = 23;
    private static final int CACHES_FROM = 25;

    /** Of no use to any other JVM, which would go without. */
    private static final String CACHE = "java-" + Runtime.version() + ".aot";

    private static final String UNFINISHED = "unfinished.aot";

    private final Path project;
    private final Path unpacked;
    private final boolean isTraining;

    private Apps(Path project, Path unpacked, boolean isTraining) {
        this.project = project;
        this.unpacked = unpacked;
        this.isTraining = isTraining;
    }

    /** @param project the folder of the modules, each built */
    static Apps of(Path project) {
        return new Apps(project, project.resolve("faults/target/apps"), false);
    }

    /** The same, of which each process writes its cache when it ends, for {@link #keepTraining()}; one of each service. */
    Apps training() {
        return new Apps(project, unpacked, true);
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
     * @param options more options of its JVM; one that the cache does not fit goes without it
     */
    List<String> command(String service, List<String> options) {
        var home = unpacked(service);
        var cache = home.resolve(CACHE);
        var command = new ArrayList<>(List.of(java()));
        command.addAll(options());
        if (isTraining) {
            command.add("-XX:AOTCacheOutput=" + home.resolve(UNFINISHED));
        } else if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.addAll(options);
        command.addAll(List.of("-jar", home.resolve(service + ".jar").toString()));
        return command;
    }

    /** Whether a run for training has nothing to write: every service's cache is there, or this JVM has none. */
    boolean areTrained() {
        return Runtime.version().feature() < CACHES_FROM
                || Machine.services().stream()
                        .allMatch(service -> Files.exists(unpacked(service).resolve(CACHE)));
    }

    /** What was written is used from now on. */
    void keepTraining() {
        for (var service : Machine.services()) {
            var home = unpacked(service);
            try {
                Files.move(home.resolve(UNFINISHED), home.resolve(CACHE), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new HarnessException(service + " has written no cache in " + home, e);
            }
        }
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
