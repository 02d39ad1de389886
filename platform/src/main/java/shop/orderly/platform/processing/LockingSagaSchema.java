package shop.orderly.platform.processing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.axonframework.modelling.saga.repository.jdbc.PostgresSagaSqlSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;

/**
 * Lets one transaction at a time have a saga, whichever replica it runs on: an event and a deadline of one saga may come
 * at once on two, and the later write would undo the earlier, or bring an ended saga back.
 *
 * <p>The lock is an advisory one. Locking the row would give the transaction an id, and it would hold back every reader of
 * the event log while the saga waits for a remote answer.
 */
final class LockingSagaSchema extends PostgresSagaSqlSchema {

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('saga/' || ?, 0))";

    LockingSagaSchema(SagaSchema schema) {
        super(schema);
    }

    /** The lock has a statement of its own, so that the saga is read as its last holder has left it. */
    @Override
    public PreparedStatement sql_loadSaga(Connection connection, String sagaId) throws SQLException {
        try (var lock = connection.prepareStatement(LOCK)) {
            lock.setString(1, sagaId);
            lock.execute();
        }
        return super.sql_loadSaga(connection, sagaId);
    }
}
