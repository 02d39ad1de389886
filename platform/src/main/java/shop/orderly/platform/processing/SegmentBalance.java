package shop.orderly.platform.processing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Shares the segments of each processor among the replicas that run it; whoever starts first would keep them all. A replica
 * that has at least two more than another one gives one away, which the other takes up when it next looks for work. One at
 * a time, and only while every segment has an owner: what is free already may be all that the other needs.
 */
final class SegmentBalance implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentBalance.class);

    private static final String BEAT = """
            INSERT INTO processor_replica (processor_name, replica, seen_at) VALUES (?, ?, clock_timestamp())
            ON CONFLICT (processor_name, replica) DO UPDATE SET seen_at = excluded.seen_at""";

    private static final String FORGET_SILENT = """
            DELETE FROM processor_replica
            WHERE processor_name = ? AND seen_at < clock_timestamp() - ? * interval '1 millisecond'""";

    private static final String HAS_TOO_MANY = """
            SELECT coalesce(max(owned) FILTER (WHERE replica = ?) - min(owned) >= 2, false) AND NOT EXISTS (
                SELECT FROM token_entry WHERE processor_name = ? AND segment >= 0 AND owner IS NULL)
            FROM (SELECT present.replica, count(token.segment) AS owned FROM processor_replica AS present
                LEFT JOIN token_entry AS token ON token.processor_name = present.processor_name
                    AND token.owner = present.replica AND token.segment >= 0
                WHERE present.processor_name = ? GROUP BY present.replica) AS shares""";

    private final JdbcClient jdbc;
    private final ObjectProvider<EventProcessingConfiguration> processing;
    private final String replica;
    private final Duration claimTimeout;
    private volatile boolean running;
    private @Nullable Thread thread;

    /** @param claimTimeout after which silence a replica counts as gone */
    SegmentBalance(
            JdbcClient jdbc,
            ObjectProvider<EventProcessingConfiguration> processing,
            String replica,
            Duration claimTimeout) {
        this.jdbc = jdbc;
        this.processing = processing;
        this.replica = replica;
        this.claimTimeout = claimTimeout;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("segment-balance").start(this::loop);
    }

    @Override
    public void stop() {
        running = false;
        var looking = thread;
        if (looking == null) {
            return;
        }
        looking.interrupt();
        try {
            looking.join(Duration.ofSeconds(5));
            jdbc.sql("DELETE FROM processor_replica WHERE replica = ?")
                    .param(replica)
                    .update();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException e) {
            LOG.warn("The other replicas count this one for another {}", claimTimeout, e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** When the processors run, and until they are stopped. */
    @Override
    public int getPhase() {
        return SpringAxonConfiguration.LIFECYCLE_PHASE + 1;
    }

    private void loop() {
        while (running) {
            try {
                step();
            } catch (RuntimeException e) {
                if (running) {
                    LOG.warn("The segments could not be shared just now; trying again", e);
                }
            }
            LockSupport.parkNanos(claimTimeout.toNanos() / 4);
        }
    }

    private void step() {
        for (var processor : processing.getObject().eventProcessors().values()) {
            if (running && processor instanceof StreamingEventProcessor streaming && streaming.isRunning()) {
                step(streaming);
            }
        }
    }

    private void step(StreamingEventProcessor processor) {
        var name = processor.getName();
        jdbc.sql(BEAT).params(name, replica).update();
        jdbc.sql(FORGET_SILENT).params(name, claimTimeout.toMillis()).update();
        if (jdbc.sql(HAS_TOO_MANY)
                .params(replica, name, name)
                .query(Boolean.class)
                .single()) {
            processor.processingStatus().keySet().stream().max(Integer::compare).ifPresent(segment -> {
                LOG.info("Segment {} of {} is left to another replica", segment, name);
                // If nobody takes it up, it comes back.
                processor.releaseSegment(segment, claimTimeout.toMillis(), TimeUnit.MILLISECONDS);
            });
        }
    }
}
