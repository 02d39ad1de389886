package shop.orderly.platform.link;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lets a failed outbox try again soon. By itself the processor doubles its pause up to a minute, which every order in the
 * shop would wait after Kafka is back.
 */
final class OutboxRetry implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRetry.class);
    private static final long CLAIM_SECONDS = 10;

    private final Outbox outbox;
    private final Supplier<Optional<StreamingEventProcessor>> processor;
    private final Duration pause;
    private volatile CountDownLatch stopped = new CountDownLatch(0);

    OutboxRetry(Outbox outbox, Supplier<Optional<StreamingEventProcessor>> processor, Duration pause) {
        this.outbox = outbox;
        this.processor = processor;
        this.pause = pause;
    }

    @Override
    public void start() {
        var stop = new CountDownLatch(1);
        stopped = stop;
        Thread.ofPlatform().daemon().name("outbox-retry").start(() -> watch(stop));
    }

    private void watch(CountDownLatch stop) {
        try {
            while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                outbox.failedSegment().ifPresent(this::retry);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void retry(int segment) {
        try {
            processor
                    .get()
                    .filter(StreamingEventProcessor::isRunning)
                    .ifPresent(running -> running.claimSegment(segment)
                            .orTimeout(CLAIM_SECONDS, TimeUnit.SECONDS)
                            .join());
        } catch (RuntimeException failed) {
            log.warn("Could not let the outbox try again; it will by itself", failed);
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
