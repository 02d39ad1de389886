package shop.orderly.platform.processing;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;

/**
 * Work that is to be done later, or once outside the transaction that decides on it, and that a crash must not lose.
 *
 * <p>Every {@code Task} bean of the service is known to the scheduler; its data is stored as JSON by field.
 */
public interface DurableTasks {

    /**
     * Schedules work in the current transaction; nothing happens if task and id are scheduled already. Work that is due
     * begins right after the commit.
     *
     * @return whether it was scheduled now
     */
    boolean schedule(TaskInstance<?> work, Instant at);

    /**
     * As {@link #schedule(TaskInstance, Instant)}.
     *
     * @param id names this piece of work among those of its task
     */
    default <T> boolean schedule(Task<T> task, String id, T data, Instant at) {
        return schedule(task.instance(id, data), at);
    }

    /** Takes scheduled work back in the current transaction. Nothing happens if it is not scheduled or running already. */
    void cancel(TaskInstance<?> work);
}
