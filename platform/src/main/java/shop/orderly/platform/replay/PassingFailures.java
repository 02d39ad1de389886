package shop.orderly.platform.replay;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.axonframework.common.AxonTransientException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Tells failures after which a step of a rebuild is worth repeating from those that would come again. */
final class PassingFailures {

    /** A lost connection, a conflict of transactions, no room for another connection, a server that stops or starts. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53");

    /** No lock in time, and a transaction that stood still for too long. */
    private static final Set<String> PASSING = Set.of("55P03", "25P03");

    private PassingFailures() {}

    /** What Postgres has said decides; only where it has said nothing does the kind of the failure. */
    static boolean willPass(Throwable failure) {
        var passing = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedStatementException) {
                return false;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return willPass(sql.getSQLState());
            }
            passing |= isTransient(cause);
        }
        return passing;
    }

    private static boolean willPass(String state) {
        return PASSING.contains(state)
                || state.startsWith("57P0")
                || (state.length() >= 2 && PASSING_CLASSES.contains(state.substring(0, 2)));
    }

    private static boolean isTransient(Throwable cause) {
        return cause instanceof SQLTransientException
                || cause instanceof SQLRecoverableException
                || cause instanceof TransientDataAccessException
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof TransactionException
                || cause instanceof AxonTransientException;
    }
}
