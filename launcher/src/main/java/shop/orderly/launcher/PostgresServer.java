package shop.orderly.launcher;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import shop.orderly.launcher.client.Problem;
import shop.orderly.platform.identity.PrivateFiles;

/** A real Postgres 18 as a child process, with its data on disk and every commit flushed. */
final class PostgresServer implements AutoCloseable {
    private static final String MAJOR = "18";
    private static final String CLIENTS = "pg_hba.conf";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** Nobody comes in without a password, from this machine or another. */
    private static final String WITH_PASSWORD = """
            local all all              scram-sha-256
            host  all all 127.0.0.1/32 scram-sha-256
            host  all all ::1/128      scram-sha-256
            """;

    private static final String WITHOUT_PASSWORD = WITH_PASSWORD.replace("scram-sha-256", "trust");

    private final EmbeddedPostgres postgres;
    private final Secrets secrets;

    private PostgresServer(EmbeddedPostgres postgres, Secrets secrets) {
        this.postgres = postgres;
        this.secrets = secrets;
    }

    static PostgresServer start(DataFolder folder, int port) {
        var data = folder.postgres();
        var secrets = folder.secrets();
        requireUsable(folder, data);
        try {
            if (Files.exists(data) && !secrets.knows(Databases.SUPERUSER)) {
                // From before there were passwords, or they were lost: whoever may write here may set new ones.
                PrivateFiles.write(data.resolve(CLIENTS), WITHOUT_PASSWORD);
            }
            var password = secrets.password(Databases.SUPERUSER);
            var server = new PostgresServer(
                    EmbeddedPostgres.builder()
                            // Options of initdb; the library has no others, and the last word counts.
                            .setLocaleConfig("auth", "scram-sha-256")
                            .setLocaleConfig(
                                    "pwfile", secrets.file(Databases.SUPERUSER).toString())
                            .setConnectConfig("password", password)
                            .setDataDirectory(data)
                            .setOverrideWorkingDirectory(
                                    folder.postgresBinaries().toFile())
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
                            .start(),
                    secrets);
            server.requirePasswords(data.resolve(CLIENTS));
            return server;
        } catch (IOException | IllegalStateException e) {
            throw folder.damaged(data, "Postgres does not start: " + e, e);
        }
    }

    /** Gives the superuser its password and closes the door that a folder without one was opened by. */
    private void requirePasswords(Path clients) throws IOException {
        if (Files.readString(clients).equals(WITH_PASSWORD)) {
            return;
        }
        var databases = databases();
        databases.setSuperuserPassword();
        PrivateFiles.write(clients, WITH_PASSWORD);
        databases.readClientsAgain();
    }

    Databases databases() {
        return new Databases(postgres.getPort(), secrets);
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

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
