package shop.orderly.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Comparator;
import shop.orderly.launcher.client.Problem;
import shop.orderly.platform.identity.CertificateAuthority;
import shop.orderly.platform.identity.PrivateFiles;

/** {@code .orderly/}: everything a stack on this machine keeps. One running stack owns it. */
final class DataFolder implements AutoCloseable {
    private static final long NEEDED_MEGABYTES = 500;
    private static final long MEGABYTE = 1024L * 1024;

    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Takes the folder for this process. */
    @SuppressWarnings("resource") // held until close()
    static DataFolder open(Path folder) {
        var root = folder.toAbsolutePath().normalize();
        try {
            PrivateFiles.folder(root);
            Files.createDirectories(root.resolve("logs"));
            var free = Files.getFileStore(root).getUsableSpace() / MEGABYTE;
            if (free < NEEDED_MEGABYTES) {
                throw new Problem("Only " + free + " MB are free where " + root + " lies; Orderly needs "
                        + NEEDED_MEGABYTES + " MB. Make room, or set ORDERLY_HOME to a folder elsewhere.");
            }
            var channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new Problem("Orderly is already running on " + root + " " + owner(root)
                        + ". Use it, or stop it with Ctrl-C in its terminal.");
            }
            return new DataFolder(root, channel);
        } catch (IOException e) {
            throw new Problem(
                    "Cannot write to " + root + ": " + e.getMessage()
                            + ". Make it writable, or set ORDERLY_HOME to a folder elsewhere.",
                    e);
        }
    }

    /** A folder that another process has taken; this one works for it. */
    @SuppressWarnings("resource") // held until close()
    static DataFolder ofAnother(Path folder) {
        var root = folder.toAbsolutePath().normalize();
        try {
            return new DataFolder(root, FileChannel.open(root.resolve("lock"), StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new Problem("Nobody keeps a stack in " + root + ": " + e.getMessage(), e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String owner(Path root) throws IOException {
        var note = root.resolve("owner");
        return Files.exists(note) ? Files.readString(note).strip() : "";
    }

    /** Writes down who runs here, for whoever comes second. */
    void own(String url) {
        try {
            Files.writeString(
                    root.resolve("owner"),
                    "(process " + ProcessHandle.current().pid() + ", " + url + ")",
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes what the stack stored; binaries and logs stay. */
    void clear() {
        delete(postgres());
        delete(kafka());
    }

    boolean isEmpty() {
        return Files.notExists(postgres()) && Files.notExists(kafka());
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path postgresBinaries() {
        return root.resolve("bin");
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path certificates() {
        return certificates(root);
    }

    /** Where a stack that keeps its data in this folder has its certificates. */
    static Path certificates(Path folder) {
        return folder.resolve("certs");
    }

    /** The certificate of a service of this stack, and whom it trusts; made if it is not there. */
    Path certificates(String holder) {
        return CertificateAuthority.in(certificates(), Clock.systemUTC()).certify(holder);
    }

    /** Kept when data is cleared: passwords belong to the machine. */
    Secrets secrets() {
        return secretsOf(root);
    }

    /** Those of a stack that somebody else runs on this folder. */
    static Secrets secretsOf(Path root) {
        return Secrets.in(root.resolve("secrets"));
    }

    Path logs() {
        return root.resolve("logs");
    }

    /** What to say about data that cannot be used. */
    Problem damaged(Path part, String why, Throwable cause) {
        return new Problem(
                "The data in " + part + " cannot be used (" + why
                        + "). Start empty with ./orderly up --fresh, or put a good copy back; details: "
                        + logs().resolve("orderly.log"),
                cause);
    }

    private static void delete(Path tree) {
        if (Files.notExists(tree)) {
            return;
        }
        try (var files = Files.walk(tree)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new Problem("Cannot delete " + tree + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(root.resolve("owner"));
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
