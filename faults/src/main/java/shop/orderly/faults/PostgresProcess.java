package shop.orderly.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import shop.orderly.launcher.Machine;

/** Postgres: its first process, whose death ends all of it, and one for each connection. */
final class PostgresProcess {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final Machine machine;
    private final int port;

    PostgresProcess(Machine machine, int port) {
        this.machine = machine;
        this.port = port;
    }

    int port() {
        return port;
    }

    /** Starts it; after a kill, once the last of its old processes has let go of its memory. */
    void start() {
        var end = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                machine.startPostgres(port);
                return;
            } catch (RuntimeException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                Waiting.pause(AGAIN);
            }
        }
    }

    /** The number of its first process; 0 if there is none. */
    long pid() {
        try {
            var note = machine.postgresData().resolve("postmaster.pid");
            return Files.exists(note)
                    ? Long.parseLong(Files.readAllLines(note).getFirst().strip())
                    : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    boolean isAlive() {
        var pid = pid();
        return pid != 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Kills the first process; the others notice and go. */
    void kill() {
        var pid = pid();
        if (pid != 0) {
            Child.signal("KILL", List.of(pid));
            if (!Waiting.until(Duration.ofSeconds(20), () -> !isAlive())) {
                throw new HarnessException("Postgres (" + pid + ") does not die");
            }
        }
    }

    void suspend() {
        Child.signal("STOP", pids());
    }

    void resume() {
        Child.signal("CONT", pids());
    }

    void heal() {
        if (isAlive()) {
            resume();
        } else {
            start();
        }
    }

    void stop() {
        machine.stopPostgres();
    }

    private List<Long> pids() {
        var pid = pid();
        return ProcessHandle.of(pid).stream()
                .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                .map(ProcessHandle::pid)
                .toList();
    }
}
