package shop.orderly.platform.processing;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Durable tasks on db-scheduler. */
final class SchedulerDurableTasks implements DurableTasks {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulerDurableTasks.class);
    private static final Duration SOON = Duration.ofMillis(50);

    private final Scheduler scheduler;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    SchedulerDurableTasks(Scheduler scheduler, DataSource dataSource, Clock clock) {
        this.scheduler = scheduler;
        this.jdbc = new JdbcTemplate(dataSource);
        this.clock = clock;
    }

    @Override
    public boolean schedule(TaskInstance<?> work, Instant at) {
        var inTransaction = TransactionSynchronizationManager.isActualTransactionActive();
        if (inTransaction) {
            // Two at once: the second waits and sees the first; a failed insert would spoil its transaction.
            jdbc.query(
                    "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
                    row -> {},
                    work.getTaskName() + '/' + work.getId());
        }
        var scheduled = scheduler.scheduleIfNotExists(work, at);
        if (scheduled && !at.isAfter(clock.instant().plus(SOON))) {
            afterCommit(inTransaction, scheduler::triggerCheckForDueExecutions);
        }
        return scheduled;
    }

    @Override
    public void cancel(TaskInstance<?> work) {
        try {
            scheduler.cancel(work);
        } catch (TaskInstanceNotFoundException | TaskInstanceCurrentlyExecutingException e) {
            LOG.debug("{} is not waiting to be done", work, e);
        }
    }

    private static void afterCommit(boolean inTransaction, Runnable action) {
        if (!inTransaction) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
