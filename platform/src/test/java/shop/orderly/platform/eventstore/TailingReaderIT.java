package shop.orderly.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TailingReaderIT {

    private static final int WRITERS = 5;
    private static final int TRANSACTIONS = 40;

    private final TestLog test = TestLog.create();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void readsWhatConcurrentWritersCommitOnceAndInOrder() throws Exception {
        Queue<String> committed = new ConcurrentLinkedQueue<>();
        List<TrackedEventMessage<?>> seen = new ArrayList<>();
        try (var replica = test.replica();
                var writers = Executors.newFixedThreadPool(WRITERS)) {
            var stream = replica.store.openStream(null);
            List<Future<?>> writing = new ArrayList<>();
            for (var i = 0; i < WRITERS; i++) {
                var seed = i;
                writing.add(writers.submit(() -> write(new Random(seed), committed)));
            }
            while (!writing.stream().allMatch(Future::isDone) || seen.size() < committed.size()) {
                if (stream.hasNextAvailable(5, TimeUnit.SECONDS)) {
                    seen.add(stream.nextAvailable());
                } else {
                    break;
                }
            }
            for (var writer : writing) {
                writer.get(10, TimeUnit.SECONDS);
            }
            while (stream.hasNextAvailable(300, TimeUnit.MILLISECONDS)) {
                seen.add(stream.nextAvailable());
            }
            stream.close();
        }

        assertThat(seen).extracting(EventMessage::getIdentifier).containsExactlyInAnyOrderElementsOf(committed);
        assertThat(seen).extracting(TestLog::placeOf).isSorted().doesNotHaveDuplicates();
        assertContiguousSequences(seen);
    }

    @Test
    void anotherReplicaIsWokenWithinMilliseconds() throws Exception {
        try (var replica = test.replica()) {
            var stream = replica.store.openStream(null);
            var woken = new CountDownLatch(1);
            test.append(TestLog.event("warm", 0));
            assertThat(stream.hasNextAvailable(5, TimeUnit.SECONDS)).isTrue();
            stream.nextAvailable();
            assertThat(stream.hasNextAvailable()).isFalse();
            stream.setOnAvailableCallback(woken::countDown);

            var start = System.nanoTime();
            test.append(TestLog.event("note", 0));
            assertThat(woken.await(5, TimeUnit.SECONDS)).isTrue();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(800));
            assertThat(TestLog.texts(List.of(stream.nextAvailable()))).containsExactly("note#0");
            stream.close();
        }
    }

    /** Appends to aggregates that the writers share, with pauses before and after, and repeats what was refused. */
    private void write(Random random, Queue<String> committed) {
        for (var i = 0; i < TRANSACTIONS; i++) {
            List<EventMessage<?>> events = List.of();
            var done = false;
            while (!done) {
                try {
                    events = test.transaction.execute(status -> appendSome(random));
                    done = true;
                } catch (ConcurrencyException | AggregateStreamCreationException e) {
                    done = false;
                }
            }
            events.forEach(event -> committed.add(event.getIdentifier()));
        }
    }

    private List<EventMessage<?>> appendSome(Random random) {
        if (random.nextInt(4) == 0) {
            test.jdbc.queryForObject("SELECT pg_current_xact_id()::text", String.class);
            pause(random);
        }
        List<EventMessage<?>> events = new ArrayList<>();
        var note = "note-" + random.nextInt(10);
        var next = test.engine.lastSequenceNumberFor(note).map(last -> last + 1).orElse(0L);
        for (var i = 0; i <= random.nextInt(3); i++) {
            events.add(TestLog.event(note, next + i));
        }
        test.engine.appendEvents(events);
        pause(random);
        return events;
    }

    /** Keeps the transaction open a little. */
    private void pause(Random random) {
        test.jdbc.query("SELECT pg_sleep(?)", row -> {}, random.nextInt(8) / 1000.0);
    }

    private static void assertContiguousSequences(List<TrackedEventMessage<?>> seen) {
        Map<String, Long> last = new HashMap<>();
        for (var event : seen) {
            var domain = (DomainEventMessage<?>) event;
            var expected = last.getOrDefault(domain.getAggregateIdentifier(), -1L) + 1;
            assertThat(domain.getSequenceNumber()).isEqualTo(expected);
            last.put(domain.getAggregateIdentifier(), expected);
        }
    }
}
