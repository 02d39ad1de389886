package shop.orderly.platform.processing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.AxonException;
import org.axonframework.common.AxonTransientException;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.JdbcException;
import org.axonframework.common.jdbc.JdbcUtils;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcDeadLetter;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.ThrowableCause;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** The parked events of every group that has dead letters, and what is worth parking. */
final class DeadLetters {

    static final DeadLetterSchema SCHEMA = DeadLetterSchema.builder()
            .deadLetterTable("dead_letter_entry")
            .deadLetterIdentifierColumn("dead_letter_identifier")
            .processingGroupColumn("processing_group")
            .sequenceIdentifierColumn("sequence_identifier")
            .sequenceIndexColumn("sequence_index")
            .messageTypeColumn("message_type")
            .eventIdentifierColumn("event_identifier")
            .timestampColumn("time_stamp")
            .payloadTypeColumn("payload_type")
            .payloadRevisionColumn("payload_revision")
            .payloadColumn("payload")
            .metaDataColumn("metadata")
            .aggregateTypeColumn("aggregate_type")
            .aggregateIdentifierColumn("aggregate_identifier")
            .sequenceNumberColumn("sequence_number")
            .tokenTypeColumn("token_type")
            .tokenColumn("token")
            .enqueuedAtColumn("enqueued_at")
            .lastTouchedColumn("last_touched")
            .processingStartedColumn("processing_started")
            .causeTypeColumn("cause_type")
            .causeMessageColumn("cause_message")
            .diagnosticsColumn("diagnostics")
            .build();

    private static final String ANY = "SELECT EXISTS (SELECT FROM dead_letter_entry WHERE processing_group = ?)";

    private final ConnectionProvider connections;
    private final TransactionManager transactions;
    private final Serializer serializer;
    private final Serializer eventSerializer;
    private final Map<String, KnownLetters> queues = new ConcurrentHashMap<>();

    DeadLetters(
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer serializer,
            Serializer eventSerializer) {
        this.connections = connections;
        this.transactions = transactions;
        this.serializer = serializer;
        this.eventSerializer = eventSerializer;
    }

    SequencedDeadLetterQueue<EventMessage<?>> queueOf(String group) {
        return queues.computeIfAbsent(
                group,
                name -> new KnownLetters(
                        name,
                        JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder()
                                .processingGroup(name)
                                .connectionProvider(connections)
                                .transactionManager(transactions)
                                .schema(SCHEMA)
                                .genericSerializer(serializer)
                                .eventSerializer(eventSerializer)
                                .converter(new LetterReader(serializer, eventSerializer))
                                .build(),
                        () -> any(name)));
    }

    /** To be called when this replica claims a segment, before it handles anything of it. */
    void claiming(String group, int segment) {
        var queue = queues.get(group);
        if (queue != null) {
            queue.forget(segment);
        }
    }

    private boolean any(String group) {
        @Nullable Connection connection = null;
        try {
            connection = connections.getConnection();
            try (var exists = connection.prepareStatement(ANY)) {
                exists.setString(1, group);
                try (var row = exists.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            }
        } catch (SQLException e) {
            throw new JdbcException("Cannot see whether " + group + " has parked anything", e);
        } finally {
            JdbcUtils.closeQuietly(connection);
        }
    }

    /**
     * Parks an event that will fail again. A failure that will pass is thrown on instead, so that the segment stops and
     * tries again: the event is not at fault.
     */
    EnqueueDecision<EventMessage<?>> decide(DeadLetter<? extends EventMessage<?>> letter, Throwable cause) {
        if (willPass(cause) && !(letter instanceof JdbcDeadLetter)) {
            throw cause instanceof RuntimeException unchecked ? unchecked : new TryAgainException(cause);
        }
        return Decisions.enqueue(ThrowableCause.truncated(cause));
    }

    static boolean willPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AxonTransientException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransactionException
                    || cause instanceof java.sql.SQLTransientException
                    || cause instanceof TryAgainException) {
                return true;
            }
        }
        return false;
    }

    /** The segment tries again. */
    static final class TryAgainException extends AxonException {

        TryAgainException(Throwable cause) {
            super("Stopped at a failure that will pass", cause);
        }
    }
}
