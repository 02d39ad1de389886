package shop.orderly.platform.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.extensions.kafka.eventhandling.producer.ProducerFactory;
import org.axonframework.extensions.kafka.eventhandling.producer.TopicResolver;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Processing group {@value #GROUP}: reads the own store in commit order and publishes the own families' events to Kafka,
 * each at least once and in order per aggregate.
 *
 * <p>All events of a batch are under way at once. Their acknowledgements are awaited with the batch's last event, that
 * is before the token is written: a transaction that has written holds back every reader of the database until it ends,
 * and Kafka may take its time. Only when all are acknowledged does the token commit; a crash in between publishes the
 * batch again, and every inbox drops what it has.
 */
final class Outbox implements EventMessageHandler, DisposableBean {

    static final String GROUP = "outbox";

    /** Metadata key that only events from the inbox carry: the topic they came from. */
    static final String ORIGIN = "origin";

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final int NONE = -1;
    private static final String SEGMENT = "Processor[" + GROUP + "]/SegmentId";
    private static final String UNDER_WAY = Outbox.class.getName() + ".underWay";

    private final TopicResolver topicOf;
    private final Topics topics;
    private final CloudEventRecords records;
    private final ProducerFactory<String, byte[]> producers;
    private final LinkMeters meters;
    private final Duration patience;
    private final BooleanSupplier down;
    private final AtomicInteger failed = new AtomicInteger(NONE);

    /** @param down whether Kafka is to seem down, for trying things out */
    Outbox(
            TopicResolver topicOf,
            Topics topics,
            CloudEventRecords records,
            ProducerFactory<String, byte[]> producers,
            LinkMeters meters,
            Duration patience,
            BooleanSupplier down) {
        this.topicOf = topicOf;
        this.topics = topics;
        this.records = records;
        this.producers = producers;
        this.meters = meters;
        this.patience = patience;
        this.down = down;
    }

    @Override
    public boolean canHandle(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?>
                && !event.getMetaData().containsKey(ORIGIN)
                && topicOf.resolve(event).isPresent();
    }

    @Override
    public Object handle(EventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> own && canHandle(event)) {
            var batch = CurrentUnitOfWork.get();
            var underWay = batch.getOrComputeResource(UNDER_WAY, key -> opened(batch));
            publish(own, topicOf.resolve(event).orElseThrow(), underWay);
            if (!(batch instanceof BatchingUnitOfWork<?> several) || several.isLastMessage()) {
                await(underWay);
            }
        }
        return event;
    }

    /** An outbox never replays: what is published is published. Moving its token is an operator's act. */
    @Override
    public boolean supportsReset() {
        return false;
    }

    private List<Sent> opened(UnitOfWork<? extends Message<?>> batch) {
        guarded(() -> {
            if (down.getAsBoolean()) {
                throw new KafkaException("Switched down by a fault");
            }
            topics.ensureOwn();
            return topics;
        });
        var underWay = new ArrayList<Sent>();
        batch.onPrepareCommit(any -> await(underWay));
        return underWay;
    }

    private void publish(DomainEventMessage<?> event, String topic, List<Sent> underWay) {
        var record = records.write(event, topic);
        underWay.add(guarded(() -> {
            var acknowledgement = producers.createProducer().send(record);
            // What the producer refuses by itself (too large, no broker known in time) it only says here. Whatever is
            // sent
            // after it would overtake it.
            if (acknowledgement.state() == Future.State.FAILED) {
                throw new ExecutionException(acknowledgement.exceptionNow());
            }
            return new Sent(topic, event.getAggregateIdentifier(), event.getSequenceNumber(), acknowledgement);
        }));
    }

    private void await(List<Sent> underWay) {
        var deadline = System.nanoTime() + patience.toNanos();
        for (var sent : underWay) {
            var place = guarded(() -> {
                var left = Math.max(0, deadline - System.nanoTime());
                return sent.acknowledgement().get(left, TimeUnit.NANOSECONDS);
            });
            log.debug("Published {} {} to {}", sent.subject(), sent.sequence(), place);
        }
        underWay.forEach(sent -> meters.published(sent.topic()));
        underWay.clear();
        failed.set(NONE);
    }

    /** The segment whose last batch could not be published, if any. */
    OptionalInt failedSegment() {
        var segment = failed.get();
        return segment == NONE ? OptionalInt.empty() : OptionalInt.of(segment);
    }

    /** Whatever goes wrong, the producer is closed first, so that no record of a failed batch is sent behind our back. */
    private <T> T guarded(Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (InterruptedException interrupted) {
            fail();
            throw new InterruptException(interrupted);
        } catch (TimeoutException late) {
            fail();
            log.error("Kafka has not acknowledged within {}; the batch will be published again", patience);
            throw new KafkaException("Not acknowledged within " + patience, late);
        } catch (ExecutionException | KafkaException refused) {
            fail();
            log.error("Kafka refused an event; the batch will be published again. {}", refused.getMessage());
            throw new KafkaException("Not published", refused);
        }
    }

    private void fail() {
        producers.shutDown();
        var segment = CurrentUnitOfWork.map(batch -> batch.getResource(SEGMENT));
        failed.set(segment.orElse(null) instanceof Integer number ? number : 0);
    }

    @Override
    public void destroy() {
        producers.shutDown();
    }

    private record Sent(String topic, String subject, long sequence, Future<RecordMetadata> acknowledgement) {}

    private interface Attempt<T> {
        T run() throws InterruptedException, TimeoutException, ExecutionException;
    }
}
