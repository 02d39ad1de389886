package shop.orderly.platform.eventstore;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Reads what is new in the event log, once for all who follow it, and wakes them.
 *
 * <p>One thread looks: right after a commit of this service or the announcement of another replica,
 * then again and again until the committed transaction has become readable, and at least every second.
 */
public final class EventLogListener implements SmartLifecycle {

    static final String CHANNEL = "orderly_events";

    private static final Logger LOG = LoggerFactory.getLogger(EventLogListener.class);
    private static final long IDLE = Duration.ofSeconds(1).toNanos();
    private static final long FIRST_LOOK_AGAIN = Duration.ofMillis(1).toNanos();
    private static final long LAST_LOOK_AGAIN = Duration.ofMillis(20).toNanos();

    /** How many events are read at once at most. */
    private static final int PAGE = 500;

    private final EventLog log;
    private final Notifications notifications;
    private final Set<Runnable> readers = ConcurrentHashMap.newKeySet();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long awaited; // guarded by lock: the highest transaction known to be committed
    private boolean signalled; // guarded by lock
    private final AtomicLong generation = new AtomicLong();
    private volatile boolean running;
    private final RecentEvents recent = new RecentEvents();
    private volatile long endedBelow;

    EventLogListener(EventLog log, Notifications notifications) {
        this.log = log;
        this.notifications = notifications;
        notifications.subscribe(CHANNEL, this::announced);
    }

    /** The newest events; together with {@link #generation()} asked before, nothing new is missed. */
    RecentEvents recent() {
        return recent;
    }

    /** Counts the times at which something new could be read. */
    long generation() {
        return generation.get();
    }

    void register(Runnable reader) {
        readers.add(reader);
    }

    void unregister(Runnable reader) {
        readers.remove(reader);
    }

    /** To be called in the transaction that appended events. */
    void appended(long transactionId) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    committed(transactionId);
                }
            });
        } else {
            committed(transactionId);
        }
    }

    /** Waits until something new can be read, or the time is up. */
    boolean awaitBeyond(long seen, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = nanos;
            while (generation.get() == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return generation.get() != seen;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("event-log-listener").start(this::listen);
    }

    @Override
    public void stop() {
        running = false;
        signal(0);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before every reader, and after it. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1000;
    }

    private void committed(long transactionId) {
        signal(transactionId);
        notifications.announce(CHANNEL, Long.toUnsignedString(transactionId));
    }

    private void announced(String transactionId) {
        signal(transactionId.isEmpty() ? 0 : Long.parseUnsignedLong(transactionId));
    }

    private void signal(long transactionId) {
        lock.lock();
        try {
            // What is known to be readable already needs no second look: our own announcements come back to us.
            if (transactionId == 0 || transactionId >= endedBelow) {
                awaited = Math.max(awaited, transactionId);
                signalled = true;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void listen() {
        var pause = IDLE;
        while (running) {
            var told = await(pause);
            try {
                look();
                pause = awaited() < endedBelow
                        ? IDLE
                        : told || pause == IDLE ? FIRST_LOOK_AGAIN : Math.min(pause * 2, LAST_LOOK_AGAIN);
            } catch (RuntimeException e) {
                LOG.warn("Cannot see where the event log stands; looking again in a second", e);
                pause = IDLE;
            }
        }
    }

    private void look() {
        EventLog.News news;
        do {
            news = log.newsAfter(recent.end().orElseGet(this::beginAtTheEnd), PAGE);
            endedBelow = news.endedBelow();
            if (!news.events().isEmpty()) {
                recent.add(news.events());
                wakeReaders();
            }
        } while (news.events().size() == PAGE);
    }

    /** Older events than those of today are not kept at hand: who wants them reads them. */
    private CommitOrderToken beginAtTheEnd() {
        var end = log.end();
        recent.beginAt(end);
        wakeReaders();
        return end;
    }

    private void wakeReaders() {
        lock.lock();
        try {
            generation.incrementAndGet();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        readers.forEach(Runnable::run);
    }

    private long awaited() {
        lock.lock();
        try {
            return awaited;
        } finally {
            lock.unlock();
        }
    }

    private boolean await(long nanos) {
        lock.lock();
        try {
            var left = nanos;
            while (!signalled && running && left > 0) {
                left = changed.awaitNanos(left);
            }
            var told = signalled;
            signalled = false;
            return told;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
            return false;
        } finally {
            lock.unlock();
        }
    }
}
