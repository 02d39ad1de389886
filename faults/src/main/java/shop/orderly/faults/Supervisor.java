package shop.orderly.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts again what has ended though nobody ended it, as whoever runs a cluster would, and remembers it: a service that
 * cannot stand what happens around it is a finding.
 */
final class Supervisor implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Cluster cluster;
    private final List<String> ended = new ArrayList<>();
    private volatile boolean stop;
    private final Thread thread;

    private Supervisor(Cluster cluster) {
        this.cluster = cluster;
        this.thread = Thread.ofVirtual().name("supervisor").unstarted(this::watch);
    }

    static Supervisor of(Cluster cluster) {
        var supervisor = new Supervisor(cluster);
        supervisor.thread.start();
        return supervisor;
    }

    /** Who ended by itself, and how. */
    synchronized List<String> ended() {
        return List.copyOf(ended);
    }

    private void watch() {
        while (!stop) {
            cluster.replicas().forEach(replica -> replica.startIfItEnded().ifPresent(this::add));
            Waiting.pause(LOOK_AGAIN);
        }
    }

    private synchronized void add(String what) {
        ended.add(what);
    }

    @Override
    public void close() {
        stop = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
