package shop.orderly.orders.adapter;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import shop.orderly.orders.api.PendingTimers;

/** Timers as the scheduler's table has them; one that fires at this moment is still among them. */
@Component
class ScheduledTimers implements PendingTimers {

    private final JdbcClient jdbc;

    ScheduledTimers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean contains(String id) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT FROM scheduled_tasks WHERE task_name = 'AxonDeadline' AND task_instance = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }
}
