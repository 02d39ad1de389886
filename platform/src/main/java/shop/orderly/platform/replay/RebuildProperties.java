package shop.orderly.platform.replay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How projections are rebuilt.
 *
 * @param segments into how many parts a rebuild is divided, a power of two; the projection keeps them afterwards. 0: the
 *     number of cores, or the live segments if these are more. Default 0
 * @param threads how many parts a replica works on at once; fewer leave more to readers. 0: one per core. Default 0
 * @param batchSize about how many events are handled in one transaction, 1..10000. While one writes, events that are appended
 *     meanwhile wait to be seen. Default 1000
 * @param verifyEvents up to how many events are folded again to compare every row; beyond it a sample of about as many.
 *     Default 20000
 * @param pollInterval how often a replica looks whether a rebuild is to be worked on, if nobody tells it. Default 1 s
 * @param lockTimeout how long a step waits for a lock before it is tried again; the exchange waits for tables for 500 ms
 *     at most. Default 2 s
 * @param swapAttempts how often the exchange is tried before the rebuild fails. Default 30
 */
@ConfigurationProperties("orderly.processing.rebuild")
record RebuildProperties(
        @DefaultValue("0") int segments,
        @DefaultValue("0") int threads,
        @DefaultValue("1000") int batchSize,
        @DefaultValue("20000") int verifyEvents,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("2s") Duration lockTimeout,
        @DefaultValue("30") int swapAttempts) {

    int segments(int live) {
        return segments > 0 ? segments : Math.max(cores(), live);
    }

    int threads(int parts) {
        return Math.min(parts, threads > 0 ? threads : cores());
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
