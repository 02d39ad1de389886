package shop.orderly.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A file system of limited size for Postgres' data, in a file that is mounted; needs root and Linux. */
final class SmallDisk implements AutoCloseable {
    private static final String SIZE = "1500M";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path mount;
    private final Path logs;

    private SmallDisk(Path mount, Path logs) {
        this.mount = mount;
        this.logs = logs;
    }

    static boolean isPossible() {
        return "root".equals(System.getProperty("user.name"))
                && Files.exists(Path.of("/dev/loop-control"))
                && Files.exists(Path.of("/usr/sbin/mkfs.ext4"));
    }

    /** Moves what is in the folder onto a disk of its own; nobody may use it meanwhile. */
    static SmallDisk under(Path data, Path run, Path logs) {
        var disk = new SmallDisk(run.resolve("disk"), logs);
        var image = run.resolve("disk.img");
        try {
            Files.createDirectories(disk.mount);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        disk.run("truncate", "-s", SIZE, image.toString());
        disk.run("mkfs.ext4", "-q", "-m", "0", image.toString());
        disk.run("mount", "-o", "loop", image.toString(), disk.mount.toString());
        disk.run("mv", data.toString(), disk.mount.resolve("postgres").toString());
        disk.run("ln", "-s", disk.mount.resolve("postgres").toString(), data.toString());
        return disk;
    }

    /** Fills it to the last block; answers how many bytes that took. */
    long fill() {
        // Ends with "No space left on device", as it should.
        var filler =
                Child.start("disk-full", List.of("dd", "if=/dev/zero", "of=" + filler(), "bs=64K"), Map.of(), logs);
        if (!Waiting.until(LIMIT, () -> !filler.isAlive()) || filler.exitCode() == 0) {
            throw new HarnessException("The disk does not fill");
        }
        try {
            return Files.size(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long free() {
        try {
            return Files.getFileStore(mount).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void empty() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path filler() {
        return mount.resolve("filler");
    }

    @Override
    public void close() {
        run("umount", mount.toString());
    }

    private void run(String... command) {
        var child = Child.start("disk", List.of(command), Map.of(), logs);
        if (!Waiting.until(LIMIT, () -> !child.isAlive()) || child.exitCode() != 0) {
            throw new HarnessException(String.join(" ", command) + " failed; details in " + logs.resolve("disk.log"));
        }
    }
}
