package shop.orderly.platform.processing;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import java.time.Duration;

/** What happens to a durable task that failed. */
public final class Retries {

    private static final int MAX_DOUBLINGS = 20;

    private Retries() {}

    /**
     * Tries again without end: after {@code first}, then after twice as long each time, at most after {@code cap}.
     *
     * @param first the pause after the first failure
     * @param cap the longest pause
     */
    public static <T> FailureHandler<T> doubling(Duration first, Duration cap) {
        return (complete, operations) -> {
            var failures = Math.min(complete.getExecution().consecutiveFailures, MAX_DOUBLINGS);
            var pause = first.multipliedBy(1L << failures);
            operations.reschedule(complete, complete.getTimeDone().plus(pause.compareTo(cap) < 0 ? pause : cap));
        };
    }
}
