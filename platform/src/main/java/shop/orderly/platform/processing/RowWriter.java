package shop.orderly.platform.processing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import shop.orderly.platform.processing.CollectedRows.OfEvent;
import shop.orderly.platform.processing.CollectedRows.Row;

/** Writes collected rows before the commit: all at once if that works, else event by event. */
final class RowWriter {

    private static final Logger LOG = LoggerFactory.getLogger(RowWriter.class);

    private final JdbcTemplate jdbc;
    private final ObjectProvider<EventProcessingConfiguration> processing;
    private final DeadLetters deadLetters;
    private final PostgresRowChanges changes;

    RowWriter(
            DataSource dataSource,
            ObjectProvider<EventProcessingConfiguration> processing,
            DeadLetters deadLetters,
            PostgresRowChanges changes) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.jdbc.setExceptionTranslator(new SQLExceptionSubclassTranslator());
        this.processing = processing;
        this.deadLetters = deadLetters;
        this.changes = changes;
    }

    void write(CollectedRows collected, UnitOfWork<?> unit) {
        var events = collected.drain();
        if (events.isEmpty()) {
            return;
        }
        var target = events.getFirst().target();
        if (target == null) {
            unit.afterCommit(committed -> changes.announce());
        }
        try {
            if (target != null && target.oneByOne()) {
                behindSavepoint(connection -> executeEach(connection, rowsOf(events)));
            } else {
                var groups = grouped(events);
                behindSavepoint(connection -> executeInGroups(connection, groups));
            }
        } catch (DataAccessException e) {
            if (DeadLetters.willPass(e)) {
                throw e;
            }
            LOG.debug("A batch of {} events failed; trying them one by one", events.size(), e);
            writeOneByOne(events, unit);
        }
    }

    private void writeOneByOne(List<OfEvent> events, UnitOfWork<?> unit) {
        var redriven = unit.getResource(DeadLetter.class.getName()) != null;
        Set<Object> parked = new HashSet<>();
        for (var event : events) {
            var queue = redriven ? null : queueOf(event);
            if (queue == null) {
                inSavepoint(connection -> executeEach(connection, event.rows()));
                continue;
            }
            var sequence = sequenceOf(event);
            if (parked.contains(event.group() + ' ' + sequence)) {
                queue.enqueueIfPresent(sequence, () -> new GenericDeadLetter<>(sequence, event.event()));
                continue;
            }
            try {
                inSavepoint(connection -> executeEach(connection, event.rows()));
            } catch (DataAccessException e) {
                park(event, sequence, e);
                parked.add(event.group() + ' ' + sequence);
            }
        }
    }

    private @Nullable SequencedDeadLetterQueue<EventMessage<?>> queueOf(OfEvent event) {
        return processing.getObject().deadLetterQueue(event.group()).isPresent()
                ? deadLetters.queueOf(event.parkedAs())
                : null;
    }

    private void park(OfEvent event, Object sequence, DataAccessException cause) {
        LOG.warn(
                "Event {} cannot be handled by {}; it is parked with all later ones of {}",
                event.event().getIdentifier(),
                event.parkedAs(),
                sequence,
                cause);
        DeadLetter<EventMessage<?>> letter = new GenericDeadLetter<>(sequence, event.event(), cause);
        var decision = deadLetters.decide(letter, cause);
        deadLetters
                .queueOf(event.parkedAs())
                .enqueue(
                        sequence,
                        decision.withDiagnostics(
                                letter.withCause(decision.enqueueCause().orElse(null))));
    }

    private Object sequenceOf(OfEvent event) {
        return sequenceOf(event, processing.getObject().sequencingPolicy(event.group()));
    }

    private static Object sequenceOf(OfEvent event, SequencingPolicy<? super EventMessage<?>> policy) {
        var sequence = policy.getSequenceIdentifierFor(event.event());
        return sequence == null ? event.event().getIdentifier() : sequence;
    }

    private RowGroups grouped(List<OfEvent> events) {
        var configuration = processing.getObject();
        var policies = new HashMap<String, SequencingPolicy<? super EventMessage<?>>>();
        var groups = new RowGroups();
        for (var event : events) {
            var policy = policies.computeIfAbsent(event.group(), configuration::sequencingPolicy);
            var sequence = new Sequence(event.group(), sequenceOf(event, policy));
            event.rows().forEach(row -> groups.add(sequence, row));
        }
        return groups;
    }

    private static List<Row> rowsOf(List<OfEvent> events) {
        return events.stream().flatMap(event -> event.rows().stream()).toList();
    }

    /** What a failed attempt has done is undone, and the transaction stays usable; the commit ends the savepoint. */
    private void behindSavepoint(Work work) {
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            undoable(connection, work);
            return true;
        });
    }

    /** The same for one of many: savepoints that nobody ends pile up. */
    private void inSavepoint(Work work) {
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            connection.releaseSavepoint(undoable(connection, work));
            return true;
        });
    }

    private static Savepoint undoable(Connection connection, Work work) throws SQLException {
        var savepoint = connection.setSavepoint();
        try {
            work.on(connection);
        } catch (SQLException | RuntimeException e) {
            connection.rollback(savepoint);
            throw e;
        }
        return savepoint;
    }

    private static void executeInGroups(Connection connection, RowGroups groups) throws SQLException {
        for (var group : groups.inOrder()) {
            try (var statement = connection.prepareStatement(group.sql())) {
                for (var arguments : group.arguments()) {
                    bind(statement, arguments);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
    }

    private static void executeEach(Connection connection, List<Row> rows) throws SQLException {
        for (var row : rows) {
            try (var statement = connection.prepareStatement(row.sql())) {
                bind(statement, row.arguments());
                statement.executeUpdate();
            }
        }
    }

    private static void bind(PreparedStatement statement, List<@Nullable Object> arguments) throws SQLException {
        for (var i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            switch (argument) {
                case null -> statement.setNull(i + 1, Types.NULL);
                case String text -> statement.setString(i + 1, text);
                case Number number -> statement.setObject(i + 1, number);
                case Instant instant -> statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
                case Collection<?> texts ->
                    statement.setArray(
                            i + 1,
                            statement
                                    .getConnection()
                                    .createArrayOf(
                                            "text",
                                            texts.stream().map(String::valueOf).toArray()));
                case Enum<?> constant -> statement.setString(i + 1, constant.toString());
                case Object other -> statement.setObject(i + 1, isPlain(other) ? other : other.toString());
            }
        }
    }

    private static boolean isPlain(Object argument) {
        return Stream.of("java.", "[B").anyMatch(argument.getClass().getName()::startsWith)
                && !(argument instanceof java.util.Currency);
    }

    /** Whose statements keep their order. */
    private record Sequence(String group, Object identifier) {}

    /** Something to do on a connection. */
    private interface Work {

        void on(Connection connection) throws SQLException;
    }
}
