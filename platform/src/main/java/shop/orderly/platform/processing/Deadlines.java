package shop.orderly.platform.processing;

import javax.sql.DataSource;
import org.axonframework.deadline.DeadlineManagerSpanFactory;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Cancels a deadline unless it is about to be handled already. Axon's would fail then, and with it whatever has made the
 * deadline needless. So a handler must do nothing where what it was set for is past.
 */
final class Deadlines extends DbSchedulerDeadlineManager {

    private static final String CANCEL =
            "DELETE FROM scheduled_tasks WHERE task_name = 'AxonDeadline' AND task_instance = ? AND NOT picked";

    private final JdbcClient jdbc;
    private final DeadlineManagerSpanFactory spans;

    /** @param spans as the builder has it */
    Deadlines(Builder builder, DataSource dataSource, DeadlineManagerSpanFactory spans) {
        super(builder);
        this.jdbc = JdbcClient.create(dataSource);
        this.spans = spans;
    }

    /** In the transaction, in one statement: between a look and a deletion another replica might begin with it. */
    @Override
    public void cancelSchedule(String deadlineName, String scheduleId) {
        var span = spans.createCancelScheduleSpan(deadlineName, scheduleId);
        runOnPrepareCommitOrNow(
                span.wrapRunnable(() -> jdbc.sql(CANCEL).param(scheduleId).update()));
    }
}
