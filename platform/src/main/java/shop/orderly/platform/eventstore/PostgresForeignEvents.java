package shop.orderly.platform.eventstore;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Serializer;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.platform.eventstore.PostgresEventStorageEngine.SqlFailure;

/** Takes foreign events into the log of Postgres. */
final class PostgresForeignEvents implements ForeignEvents {

    private final EventLog log;
    private final EventLogListener listener;
    private final Serializer serializer;
    private final TransactionTemplate transaction;

    PostgresForeignEvents(
            EventLog log, EventLogListener listener, Serializer serializer, PlatformTransactionManager transactions) {
        this.log = log;
        this.listener = listener;
        this.serializer = serializer;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public int append(List<RawEvent> events) {
        if (events.isEmpty()) {
            return 0;
        }
        var appended = transaction.execute(status -> appendInTransaction(events));
        return appended == null ? 0 : appended;
    }

    private int appendInTransaction(List<RawEvent> events) {
        EventLog.Appended appended;
        try {
            appended = log.appendNew(events.stream().map(this::row).toList());
        } catch (DataAccessException e) {
            throw explain(e, events);
        }
        if (appended.count() == 0) {
            return 0;
        }
        if (log.anySortedBeforePredecessor(
                events.stream().map(RawEvent::eventId).toList())) {
            throw new ConcurrencyException("Foreign events overtook their predecessors; append them again");
        }
        listener.appended(appended.transactionId());
        return appended.count();
    }

    private StoredEvent row(RawEvent event) {
        return new StoredEvent(
                CommitOrderToken.START,
                event.aggregateType(),
                event.aggregateId(),
                event.sequence(),
                event.eventId(),
                event.type(),
                event.revision(),
                event.json().getBytes(StandardCharsets.UTF_8),
                serializer
                        .serialize(MetaData.from(event.metadata()), byte[].class)
                        .getData(),
                event.timestamp());
    }

    private static RuntimeException explain(DataAccessException failure, List<RawEvent> events) {
        return switch (SqlFailure.of(failure)) {
            case DUPLICATE ->
                new ForeignEventConflictException(
                        "Another event has the place of one of " + events.size()
                                + " foreign events, the first of which is "
                                + events.getFirst().eventId() + ": "
                                + failure.getMostSpecificCause().getMessage(),
                        failure);
            case CONFLICT -> new ConcurrencyException("Somebody else is appending the same foreign events", failure);
            case OTHER -> failure;
        };
    }
}
