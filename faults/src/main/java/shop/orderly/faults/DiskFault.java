package shop.orderly.faults;

import java.util.Map;

/** No room for one more byte where Postgres keeps its data. */
final class DiskFault implements Fault {
    private final Cluster cluster;
    private final SmallDisk disk;

    DiskFault(Cluster cluster, SmallDisk disk) {
        this.cluster = cluster;
        this.disk = disk;
    }

    @Override
    public Evidence inflict(Injection injection, Runnable healing) {
        var old = cluster.postgres().pid();
        var filled = disk.fill();
        var free = disk.free();
        Waiting.pause(injection.lasts());
        healing.run();
        disk.empty();
        cluster.postgres().heal();
        return new Evidence(
                filled > 0 && free < 1 << 20,
                Map.of(
                        "bytes_filled",
                        filled,
                        "bytes_free",
                        free,
                        "postgres_had_gone",
                        cluster.postgres().pid() != old));
    }
}
