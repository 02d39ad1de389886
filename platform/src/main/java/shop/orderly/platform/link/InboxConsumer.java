package shop.orderly.platform.link;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread of the inbox: receive, store, and only then tell Kafka. Whatever fails is tried again with a growing pause
 * until it works; Kafka delivers again what was stored but not yet told, and the store drops it.
 */
final class InboxConsumer implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(InboxConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final Duration LEAVE = Duration.ofSeconds(5);

    private final Supplier<Consumer<byte[], byte[]>> kafka;
    private final Topics ready;
    private final Collection<String> topics;
    private final Intake intake;
    private final Duration longestPause;
    private final BooleanSupplier paused;
    private final CountDownLatch stop = new CountDownLatch(1);
    private Duration nextPause = FIRST_PAUSE;
    private volatile @Nullable Consumer<byte[], byte[]> open;
    private volatile @Nullable String trouble;
    private volatile boolean connected;

    /** @param paused whether to take nothing in, for trying things out */
    InboxConsumer(
            Supplier<Consumer<byte[], byte[]>> kafka,
            Topics ready,
            Collection<String> topics,
            Intake intake,
            Duration longestPause,
            BooleanSupplier paused) {
        this.kafka = kafka;
        this.ready = ready;
        this.topics = topics;
        this.intake = intake;
        this.longestPause = longestPause;
        this.paused = paused;
    }

    @Override
    public void run() {
        while (!stopping()) {
            try {
                awaitTopics();
                receive();
            } catch (WakeupException | InterruptException stopped) {
                log.debug("Woken up", stopped);
            } catch (RuntimeException failed) {
                pauseAfter("Kafka", failed);
            }
        }
    }

    /** Asks the thread to end after the batch in hand. */
    void stop() {
        stop.countDown();
        var consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    /** Whether it has been able to listen at least once. */
    boolean connected() {
        return connected;
    }

    /** What keeps it from working at present, if anything. */
    @Nullable String trouble() {
        return trouble;
    }

    private void awaitTopics() {
        for (var missing = ready.missing(); !missing.isEmpty() && !stopping(); missing = ready.missing()) {
            trouble = "Topics that nobody has created yet: " + missing;
            rest(LOOK_AGAIN);
            trouble = null;
        }
    }

    private void receive() {
        var consumer = kafka.get();
        open = consumer;
        try {
            consumer.subscribe(topics);
            while (!stopping()) {
                holdOrLetGo(consumer);
                var batch = consumer.poll(POLL);
                connected |= !consumer.assignment().isEmpty() || !batch.isEmpty();
                if (!batch.isEmpty()) {
                    storeAndCommit(consumer, batch);
                }
            }
        } finally {
            open = null;
            consumer.close(CloseOptions.timeout(LEAVE));
        }
    }

    /** While it is paused it stays in its group and fetches nothing. */
    private void holdOrLetGo(Consumer<byte[], byte[]> consumer) {
        if (paused.getAsBoolean()) {
            consumer.pause(consumer.assignment());
        } else if (!consumer.paused().isEmpty()) {
            consumer.resume(consumer.paused());
        }
    }

    private void storeAndCommit(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> batch) {
        try {
            intake.take(batch);
        } catch (RuntimeException failed) {
            rewind(consumer, batch);
            pauseAfter("The database", failed);
            return;
        }
        trouble = null;
        nextPause = FIRST_PAUSE;
        commit(consumer);
    }

    private void commit(Consumer<byte[], byte[]> consumer) {
        try {
            consumer.commitSync();
        } catch (WakeupException stopped) {
            consumer.commitSync(LEAVE);
            throw stopped;
        } catch (CommitFailedException | RebalanceInProgressException moved) {
            log.info(
                    "A partition moved before its offset was committed; what comes again is dropped. {}",
                    moved.getMessage());
        }
    }

    private static void rewind(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> batch) {
        for (var partition : batch.partitions()) {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, batch.records(partition).getFirst().offset());
            }
        }
    }

    private void pauseAfter(String who, RuntimeException failed) {
        trouble = who + ": " + failed.getMessage();
        log.error("{} failed the inbox; trying again in {}", who, nextPause, failed);
        rest(nextPause);
        var doubled = nextPause.multipliedBy(2);
        nextPause = doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
    }

    private void rest(Duration pause) {
        try {
            if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("Stopped while waiting");
            }
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0 || Thread.currentThread().isInterrupted();
    }
}
