package shop.orderly.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two transactions append: the first gets the lower number but commits last, and a reader looks in between. The events
 * that it sees in between are old by their own clock, as after a pause of the machine.
 */
class LateCommitIT {

    private final Instant longAgo = Instant.now().minus(Duration.ofMinutes(10));

    private final TestLog test = TestLog.create();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void anEventCommittedLateUnderALowerNumberIsNeverSkipped() throws Exception {
        assertThat(whatAReaderSees(test.engine)).containsExactlyInAnyOrder("first#0", "late#0", "quick#0");
    }

    @Test
    void axonsOwnEngineSkipsIt() throws Exception {
        var stock = stockEngine();

        assertThat(whatAReaderSees(stock)).containsExactly("first#0", "quick#0");
    }

    @Test
    void nothingIsShownAboveAnOpenTransactionThatHasWritten() throws Exception {
        whileOpen(TestLog.event("late", 0), () -> {
            test.append(TestLog.event("quick", 0));

            assertThat(test.textsAfter(CommitOrderToken.START)).isEmpty();
        });

        assertThat(test.textsAfter(CommitOrderToken.START)).containsExactly("late#0", "quick#0");
    }

    /** Reads on from where it stood, before and after the late commit. */
    private List<String> whatAReaderSees(EventStorageEngine engine) throws Exception {
        List<TrackedEventMessage<?>> seen = new ArrayList<>();
        test.transaction.executeWithoutResult(status -> engine.appendEvents(TestLog.event("first", 0, longAgo)));
        seen.addAll(read(engine, engine.createTailToken()));

        whileOpen(engine, TestLog.event("late", 0, longAgo), () -> {
            test.transaction.executeWithoutResult(status -> engine.appendEvents(TestLog.event("quick", 0, longAgo)));
            seen.addAll(read(engine, lastToken(seen)));
        });
        seen.addAll(read(engine, lastToken(seen)));
        return TestLog.texts(seen);
    }

    private void whileOpen(EventMessage<?> late, Step meanwhile) throws Exception {
        whileOpen(test.engine, late, meanwhile);
    }

    private void whileOpen(EventStorageEngine engine, EventMessage<?> late, Step meanwhile) throws Exception {
        var appended = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        var lateCommit = CompletableFuture.runAsync(() -> test.transaction.executeWithoutResult(status -> {
            engine.appendEvents(late);
            appended.countDown();
            awaitQuietly(mayCommit);
        }));
        assertThat(appended.await(10, TimeUnit.SECONDS)).isTrue();
        try {
            meanwhile.run();
        } finally {
            mayCommit.countDown();
        }
        lateCommit.get(10, TimeUnit.SECONDS);
    }

    private List<TrackedEventMessage<?>> read(EventStorageEngine engine, @Nullable TrackingToken from) {
        List<TrackedEventMessage<?>> read = new ArrayList<>();
        try (var events = engine.readEvents(from, false)) {
            events.forEach(read::add);
        }
        return read;
    }

    private static @Nullable TrackingToken lastToken(List<TrackedEventMessage<?>> seen) {
        return seen.isEmpty() ? null : seen.getLast().trackingToken();
    }

    private JdbcEventStorageEngine stockEngine() {
        PersistenceExceptionResolver none = failure -> false;
        var stock = JdbcEventStorageEngine.builder()
                .eventSerializer(StateSerializer.create())
                .snapshotSerializer(StateSerializer.create())
                .persistenceExceptionResolver(none)
                .connectionProvider(new SpringDataSourceConnectionProvider(test.dataSource))
                .transactionManager(new SpringTransactionManager(test.transactions))
                .build();
        stock.createSchema(PostgresEventTableFactory.INSTANCE);
        return stock;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The test has forgotten its late transaction");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private interface Step {

        void run() throws Exception;
    }
}
