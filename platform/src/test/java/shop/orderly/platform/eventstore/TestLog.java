package shop.orderly.platform.eventstore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DefaultEventBusSpanFactory;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.monitoring.NoOpMessageMonitor;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.axonframework.tracing.NoOpSpanFactory;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.platformtest.EmbeddedDatabase;

/** An event log on a database of its own, without Spring's wiring. */
final class TestLog implements AutoCloseable {

    final DataSource dataSource;
    final JdbcTemplate jdbc;
    final JdbcTransactionManager transactions;
    final TransactionTemplate transaction;
    final EventLog log;
    final Notifications notifications;
    final EventLogListener listener;
    final PostgresEventStorageEngine engine;
    final PostgresEventStore store;
    final ForeignEvents foreign;

    private TestLog(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
        this.transactions = new JdbcTransactionManager(dataSource);
        this.transaction = new TransactionTemplate(transactions);
        var types = EventTypes.of(NoteTaken.class);
        var eventSerializer = LogicalNameSerializer.of(types);
        this.log = new EventLog(dataSource);
        this.notifications = new Notifications(dataSource);
        this.listener = new EventLogListener(log, notifications);
        this.engine = PostgresEventStorageEngine.create(
                log,
                listener,
                new SnapshotTable(dataSource),
                types,
                new PostgresEventStorageEngine.Reading(
                        eventSerializer,
                        StateSerializer.create(),
                        NoOpEventUpcaster.INSTANCE,
                        SnapshotFilter.allowAll()));
        this.store = PostgresEventStore.create(
                engine,
                listener,
                NoOpMessageMonitor.instance(),
                DefaultEventBusSpanFactory.builder()
                        .spanFactory(NoOpSpanFactory.INSTANCE)
                        .build());
        this.foreign = new PostgresForeignEvents(log, listener, eventSerializer, transactions);
        notifications.start();
        listener.start();
    }

    /** A log on a fresh database. */
    static TestLog create() {
        var dataSource = EmbeddedDatabase.create("event_log").dataSource();
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration/platform")
                .load()
                .migrate();
        return new TestLog(dataSource);
    }

    /** The same log as another replica sees it. */
    TestLog replica() {
        return new TestLog(dataSource);
    }

    @Override
    public void close() {
        listener.stop();
        notifications.stop();
    }

    static DomainEventMessage<?> event(String aggregate, long sequence) {
        return event(aggregate, sequence, Instant.now());
    }

    static DomainEventMessage<?> event(String aggregate, long sequence, Instant at) {
        return new GenericDomainEventMessage<>(
                "Note",
                aggregate,
                sequence,
                new GenericMessage<>(
                        UUID.randomUUID().toString(),
                        new NoteTaken(aggregate + '#' + sequence),
                        Map.of("actor", "tester")),
                at);
    }

    void append(EventMessage<?>... events) {
        transaction.executeWithoutResult(status -> engine.appendEvents(events));
    }

    /** All that can be read now behind a place. */
    List<TrackedEventMessage<?>> readAfter(CommitOrderToken place) {
        return new ArrayList<>(engine.decode(engine.readAfter(place, 10_000)));
    }

    List<String> textsAfter(CommitOrderToken place) {
        return texts(readAfter(place));
    }

    static List<String> texts(List<? extends EventMessage<?>> events) {
        return events.stream()
                .map(event -> ((NoteTaken) event.getPayload()).noteText())
                .toList();
    }

    static CommitOrderToken placeOf(TrackedEventMessage<?> event) {
        return (CommitOrderToken) event.trackingToken();
    }
}
