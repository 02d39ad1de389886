package shop.orderly.faults;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process whose clock is wrong, by libfaketime. */
final class ClockFault implements Fault {
    private static final Duration AHEAD = Duration.ofSeconds(30);
    private static final Duration BACK_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

    private final Cluster cluster;

    ClockFault(Cluster cluster) {
        this.cluster = cluster;
    }

    static Optional<Path> library() {
        return LIBRARIES.stream().filter(Files::exists).findFirst();
    }

    @Override
    public Evidence inflict(Injection injection, Runnable healing) {
        var replica = cluster.replica(injection.target());
        var library = library().orElseThrow(() -> new HarnessException("libfaketime is not installed"));
        replica.stop(STOP_LIMIT);
        replica.start(
                List.of(),
                Map.of(
                        "LD_PRELOAD",
                        library.toString(),
                        "FAKETIME",
                        "+" + AHEAD.toSeconds(),
                        "DONT_FAKE_MONOTONIC",
                        "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1"));
        replica.requireReady(BACK_LIMIT);
        var ahead = ahead(replica);
        Waiting.pause(injection.lasts());
        healing.run();
        replica.stop(STOP_LIMIT);
        replica.start();
        replica.released();
        replica.requireReady(BACK_LIMIT);
        return new Evidence(
                ahead > AHEAD.toMillis() / 2 && Math.abs(ahead(replica)) < AHEAD.toMillis() / 2,
                Map.of("clock_ahead_ms", ahead, "clock_ahead_after_ms", ahead(replica)));
    }

    /** By how much the date of its answers is ahead of ours, in milliseconds; exact to a second or two. */
    private static long ahead(Replica replica) {
        try {
            var connection = (HttpURLConnection) URI.create("http://localhost:" + replica.port() + "/livez")
                    .toURL()
                    .openConnection();
            connection.setReadTimeout((int) STOP_LIMIT.toMillis());
            var date = connection.getHeaderFieldDate("Date", 0);
            connection.disconnect();
            return date - System.currentTimeMillis();
        } catch (IOException e) {
            throw new HarnessException(replica.name() + " does not say what time it is", e);
        }
    }
}
