package shop.orderly.platform.processing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import shop.orderly.platform.eventstore.Notifications;

/** Wakes waiting readers after commits of this replica at once, and after those of others through Postgres. */
final class PostgresRowChanges implements RowChanges {

    private static final String CHANNEL = "orderly_rows";
    private static final long AT_LEAST_EVERY = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LAST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final Notifications notifications;
    private final String self;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long generation; // guarded by lock

    PostgresRowChanges(Notifications notifications, String replica) {
        this.notifications = notifications;
        this.self = replica;
        notifications.subscribe(CHANNEL, this::announced);
    }

    /** To be called after the commit. */
    void announce() {
        wake();
        notifications.announce(CHANNEL, self);
    }

    @Override
    public <T> Optional<T> await(Duration limit, Supplier<Optional<T>> read) {
        var deadline = System.nanoTime() + limit.toNanos();
        var pause = FIRST_PAUSE;
        while (true) {
            var seen = generation();
            var found = read.get();
            var left = deadline - System.nanoTime();
            if (found.isPresent()
                    || left <= 0
                    || !pause(Math.min(left, pause))
                    || !awaitBeyond(seen, Math.min(left, AT_LEAST_EVERY) - pause)) {
                return found;
            }
            // On a busy service something changes all the time: whoever waits long must not ask all the time.
            pause = Math.min(2 * pause, LAST_PAUSE);
        }
    }

    private void announced(String replica) {
        if (!replica.equals(self)) {
            wake();
        }
    }

    private void wake() {
        lock.lock();
        try {
            generation++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long generation() {
        lock.lock();
        try {
            return generation;
        } finally {
            lock.unlock();
        }
    }

    /** False if the waiting thread was interrupted. */
    private static boolean pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** False if the waiting thread was interrupted. */
    private boolean awaitBeyond(long seen, long nanos) {
        lock.lock();
        try {
            var left = nanos;
            while (generation == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
