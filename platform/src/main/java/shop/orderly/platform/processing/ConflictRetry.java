package shop.orderly.platform.processing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.RetryScheduler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Repeats a command that lost a race, on the sender's thread and a bounded number of times. Inside a transaction nothing
 * is repeated: it has failed as a whole.
 */
final class ConflictRetry implements RetryScheduler {

    private final int retries;
    private final Duration firstPause;

    ConflictRetry(int retries, Duration firstPause) {
        this.retries = retries;
        this.firstPause = firstPause;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface declares it
    public boolean scheduleRetry(
            CommandMessage commandMessage,
            RuntimeException lastFailure,
            List<Class<? extends Throwable>[]> failures,
            Runnable commandDispatch) {
        if (failures.size() > retries
                || !isConflict(lastFailure)
                || CurrentUnitOfWork.isStarted()
                || TransactionSynchronizationManager.isActualTransactionActive()) {
            return false;
        }
        var longest = firstPause.toNanos() << (failures.size() - 1);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
        commandDispatch.run();
        return true;
    }

    private static boolean isConflict(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConcurrencyException
                    || cause instanceof AggregateStreamCreationException
                    || cause instanceof ConcurrencyFailureException) {
                return true;
            }
        }
        return false;
    }
}
