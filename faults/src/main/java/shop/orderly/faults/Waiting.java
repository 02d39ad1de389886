package shop.orderly.faults;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Looks again until something is so, or time is up. */
final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Waiting() {}

    /** Whether it became so within the limit. */
    static boolean until(Duration limit, BooleanSupplier isSo) {
        return until(limit, PAUSE, isSo);
    }

    /** The same, for what is dear to look at. */
    static boolean until(Duration limit, Duration pause, BooleanSupplier isSo) {
        var end = System.nanoTime() + limit.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(pause);
        }
        return true;
    }

    /** Lets time pass: the length of a fault, or the gap to the next arrival. */
    static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessException("interrupted", e);
        }
    }

    /** What was begun elsewhere, when it is there. */
    static <T extends @Nullable Object> T resultOf(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessException("interrupted", e);
        } catch (ExecutionException e) {
            throw new HarnessException("What was begun has failed", e);
        }
    }
}
