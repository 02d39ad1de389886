package shop.orderly.platform.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.InMemorySequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnownLettersTest {

    private final InMemorySequencedDeadLetterQueue<EventMessage<?>> stored =
            InMemorySequencedDeadLetterQueue.defaultQueue();
    private final AtomicInteger looks = new AtomicInteger();
    private final KnownLetters letters = new KnownLetters("lamp-view", stored, () -> {
        looks.incrementAndGet();
        return stored.amountOfSequences() > 0;
    });

    @Test
    void looksOncePerClaimWhileNothingIsParked() {
        handle(0, "lamp-1", "lamp-2");
        handle(0, "lamp-1");
        handle(1, "lamp-3");
        handle(1, "lamp-3");
        assertThat(looks).hasValue(2);

        letters.forget(0);
        handle(0, "lamp-1");
        handle(0, "lamp-1");
        handle(1, "lamp-3");
        assertThat(looks).hasValue(3);
    }

    @Test
    void whatItParksItselfIsSeenAtOnce() {
        handle(0, "lamp-1");
        inUnitOfWork(0, () -> {
            park("lamp-1", letters);
            present("lamp-1");
            present("lamp-2");
        });
        handle(0, "lamp-1", "lamp-2");

        assertThat(stored.sequenceSize("lamp-1")).isEqualTo(3);
        assertThat(stored.sequenceSize("lamp-2")).isZero();
    }

    @Test
    void looksOncePerUnitOfWorkWhileSomethingIsParked() {
        park("lamp-1", letters);
        handle(0, "lamp-1", "lamp-1", "lamp-2");
        assertThat(looks).hasValue(1);
        handle(0, "lamp-2");
        assertThat(looks).hasValue(2);

        stored.clear(); // redriven by another replica
        handle(0, "lamp-1");
        handle(0, "lamp-1");
        assertThat(looks).hasValue(3);
    }

    @Test
    void whatAnotherReplicaParkedIsSeenOnceTheSegmentIsClaimed() {
        handle(0, "lamp-1");
        park("lamp-1", stored);
        letters.forget(0);
        handle(0, "lamp-1");

        assertThat(stored.sequenceSize("lamp-1")).isEqualTo(2);
    }

    @Test
    void looksEachTimeWhereItKnowsNoSegment() {
        handle(null, "lamp-1");
        handle(null, "lamp-1");

        assertThat(looks).hasValue(2);
    }

    private void handle(@Nullable Integer segment, String... lamps) {
        inUnitOfWork(segment, () -> {
            for (var lamp : lamps) {
                present(lamp);
            }
        });
    }

    private void present(String lamp) {
        letters.enqueueIfPresent(lamp, () -> new GenericDeadLetter<>(lamp, event(lamp)));
    }

    private static void park(String lamp, SequencedDeadLetterQueue<EventMessage<?>> queue) {
        queue.enqueue(lamp, new GenericDeadLetter<>(lamp, event(lamp)));
    }

    private static void inUnitOfWork(@Nullable Integer segment, Runnable work) {
        var unit = new DefaultUnitOfWork<>(event("any"));
        if (segment != null) {
            unit.resources().put("Processor[lamp-view]/SegmentId", segment);
        }
        unit.execute(work);
    }

    private static EventMessage<?> event(String lamp) {
        return GenericEventMessage.asEventMessage(lamp);
    }
}
