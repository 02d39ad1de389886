package shop.orderly.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of ours: started with its own log, signalled by its number, never left behind. */
final class Child {
    private final String name;
    private final Process process;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts it; what it says is added to the file {@code <name>.log} in the folder. */
    static Child start(String name, List<String> command, Map<String, String> environment, Path logs) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(logs.resolve(name + ".log").toFile()));
        try {
            var process = builder.start();
            process.getOutputStream().close();
            return new Child(name, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Its code, as a shell gives it: 137 if it was killed or has halted as if it were. */
    int exitCode() {
        return process.exitValue();
    }

    /** Kills it as a crash would, and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        if (!Waiting.until(Duration.ofSeconds(20), () -> !process.isAlive())) {
            throw new HarnessException(name + " (" + pid() + ") does not die");
        }
    }

    /** Asks it to end, and kills it when it takes too long. Whether it went by itself. */
    boolean stop(Duration limit) {
        process.destroy();
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
        return false;
    }

    void suspend() {
        signal("STOP", List.of(pid()));
    }

    void resume() {
        signal("CONT", List.of(pid()));
    }

    /** As the kernel sees it: R, S, D, T (stopped), Z, or ? if it is gone. */
    char state() {
        return state(pid());
    }

    static char state(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return '?';
        }
    }

    /** Sends a signal to processes by their numbers; those that are gone are no error. */
    static void signal(String name, List<Long> pids) {
        var command = new ArrayList<>(List.of("kill", "-" + name));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessException("interrupted", e);
        }
    }
}
