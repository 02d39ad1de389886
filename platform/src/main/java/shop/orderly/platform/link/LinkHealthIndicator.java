package shop.orderly.platform.link;

import java.util.Optional;
import java.util.function.Supplier;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether events can leave and arrive: part of readiness, never of liveness. Out of service until the topics are known to
 * exist; down if the outbox or an inbox thread has ended. A broker or database that is away later is told in the details
 * only: the service goes on serving, events wait.
 */
final class LinkHealthIndicator extends AbstractHealthIndicator {

    private final Topics topics;
    private final @Nullable Inbox inbox;
    private final @Nullable Outbox outbox;
    private final Supplier<Optional<StreamingEventProcessor>> processor;

    LinkHealthIndicator(
            Topics topics,
            @Nullable Inbox inbox,
            @Nullable Outbox outbox,
            Supplier<Optional<StreamingEventProcessor>> processor) {
        super("The link could not be asked");
        this.topics = topics;
        this.inbox = inbox;
        this.outbox = outbox;
        this.processor = processor;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.status(topics.exist() ? Status.UP : Status.OUT_OF_SERVICE).withDetail("topics", topics.exist());
        if (inbox != null) {
            health.withDetail("inbox", inbox.alive() ? "running" : "stopped").withDetail("troubles", inbox.troubles());
            if (!inbox.alive()) {
                health.down();
            }
        }
        if (outbox != null) {
            var running =
                    processor.get().filter(StreamingEventProcessor::isRunning).isPresent();
            var works = outbox.failedSegment().isEmpty() ? "running" : "retrying";
            health.withDetail("outbox", running ? works : "stopped");
            if (!running) {
                health.down();
            }
        }
    }
}
