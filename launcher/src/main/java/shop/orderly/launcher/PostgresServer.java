package shop.orderly.launcher;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real Postgres 18 as a child process, with its data on disk and every commit flushed. */
final class PostgresServer implements AutoCloseable {
    private static final String MAJOR = "18";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static PostgresServer start(DataFolder folder, int port) {
        var data = folder.postgres();
        requireUsable(folder, data);
        try {
            return new PostgresServer(EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setOverrideWorkingDirectory(folder.postgresBinaries().toFile())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(START_LIMIT)
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_buffers", "128MB")
                    // An error's detail quotes values, an e-mail address that is taken for example.
                    .setServerConfig("log_error_verbosity", "terse")
                    // The library switches these off, for tests.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start());
        } catch (IOException | IllegalStateException e) {
            throw folder.damaged(data, "Postgres does not start: " + e, e);
        }
    }

    private static void requireUsable(DataFolder folder, Path data) {
        if (Files.notExists(data)) {
            return;
        }
        try {
            var version = data.resolve("PG_VERSION");
            if (Files.notExists(version)) {
                throw folder.damaged(data, "it is no Postgres data folder", new IOException("no PG_VERSION"));
            }
            var major = Files.readString(version).strip();
            if (!major.equals(MAJOR)) {
                throw folder.damaged(
                        data, "it was written by Postgres " + major + ", this is " + MAJOR, new IOException(major));
            }
            if (Files.notExists(data.resolve("global/pg_control"))) {
                throw folder.damaged(data, "global/pg_control is missing", new IOException("no pg_control"));
            }
        } catch (IOException e) {
            throw folder.damaged(data, e.toString(), e);
        }
    }

    /**
     * Stops a Postgres that outlived its launcher (kill -9) and still works on our data. Any other process is left
     * alone; if the number in postmaster.pid is not ours any more, the file goes.
     */
    static void stopOrphan(DataFolder folder) {
        var file = folder.postgres().resolve("postmaster.pid");
        try {
            if (Files.notExists(file)) {
                return;
            }
            var lines = Files.readAllLines(file);
            var orphan = lines.isEmpty()
                    ? null
                    : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).orElse(null);
            if (orphan == null || !isPostgresOf(orphan, folder.postgres(), lines)) {
                Files.deleteIfExists(file);
                return;
            }
            stop(orphan);
        } catch (IOException | NumberFormatException e) {
            throw folder.damaged(folder.postgres(), "postmaster.pid cannot be read", e);
        }
    }

    private static boolean isPostgresOf(ProcessHandle process, Path data, List<String> pidFile) throws IOException {
        var command = process.info().command().orElse("");
        if (!Path.of(command).getFileName().toString().startsWith("postgres")) {
            return false;
        }
        // A postmaster's working directory is its data directory; where /proc is missing its own note has to do.
        var cwd = Path.of("/proc/" + process.pid() + "/cwd");
        var home = Files.exists(cwd) ? cwd.toRealPath() : Path.of(pidFile.get(1).strip());
        return Files.isSameFile(home, data);
    }

    /** SIGINT is Postgres' fast shutdown: clients are cut off, data is written. */
    private static void stop(ProcessHandle orphan) throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(orphan.pid()))
                .start()
                .onExit()
                .join();
        try {
            orphan.onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new Problem(
                    "A Postgres left behind by an earlier run (process " + orphan.pid()
                            + ") does not stop. Stop it with: kill -QUIT " + orphan.pid(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void createDatabases(Collection<String> names) {
        try (var connection = postgres.getPostgresDatabase().getConnection()) {
            for (var name : names) {
                if (!exists(connection, name)) {
                    try (var statement = connection.createStatement()) {
                        statement.execute("CREATE DATABASE " + name);
                    }
                }
            }
        } catch (SQLException e) {
            throw new Problem("Cannot create the databases: " + e.getMessage(), e);
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            statement.setString(1, name);
            try (var found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
