package shop.orderly.platform.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells other replicas through Postgres that something changed, and hears it from them, on one connection of its own.
 *
 * <p>Announcements are made after the commit of what they announce, never inside it: a NOTIFY would make all writing
 * commits of the database queue behind each other. If one is lost, its listeners' own polling finds the change.
 */
public final class Notifications implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final int WAIT_MILLIS = 10_000;

    /** What is announced within this time after an announcement goes out as one: it costs a transaction each. */
    private static final long GATHER = TimeUnit.MILLISECONDS.toNanos(3);

    private final DataSource dataSource;
    private final Map<String, List<Consumer<String>>> subscribers = new ConcurrentHashMap<>();
    private final Map<String, String> pending = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<String> channels = new LinkedBlockingQueue<>();
    private volatile boolean running;
    private volatile @Nullable Connection connection;

    Notifications(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Hears a channel from the start of the service on.
     *
     * @param subscriber gets what was announced, or an empty text after a time in which something may have been missed;
     *     must return quickly
     */
    public void subscribe(String channel, Consumer<String> subscriber) {
        subscribers
                .computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>())
                .add(subscriber);
    }

    /** Announces soon; of several announcements on one channel in quick succession only the last is made. */
    public void announce(String channel, String payload) {
        if (pending.put(channel, payload) == null) {
            channels.add(channel);
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("notification-listener").start(this::listen);
        Thread.ofPlatform().daemon().name("notification-announcer").start(this::speak);
    }

    @Override
    public void stop() {
        running = false;
        channels.add("");
        var open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The listening connection was closed already", e);
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 900;
    }

    private void speak() {
        while (running) {
            try {
                var channel = channels.take();
                var payload = pending.remove(channel);
                if (payload != null) {
                    tell(channel, payload);
                    LockSupport.parkNanos(GATHER);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void tell(String channel, String payload) {
        try (var open = dataSource.getConnection();
                var statement = open.prepareStatement("SELECT pg_notify(?, ?)")) {
            statement.setString(1, channel);
            statement.setString(2, payload);
            statement.execute();
        } catch (SQLException | RuntimeException e) {
            LOG.warn("Could not tell other replicas of a change; they will find it themselves", e);
        }
    }

    private void listen() {
        while (running) {
            try (var open = connect()) {
                connection = open;
                try (var statement = open.createStatement()) {
                    for (var channel : subscribers.keySet()) {
                        statement.execute("LISTEN " + channel);
                    }
                }
                subscribers.values().forEach(all -> all.forEach(subscriber -> subscriber.accept("")));
                hear(open.unwrap(PGConnection.class));
            } catch (SQLException | RuntimeException e) {
                if (running) {
                    LOG.warn("Lost the connection on which other replicas' changes are heard; connecting again", e);
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                }
            }
        }
    }

    private void hear(PGConnection open) throws SQLException {
        while (running) {
            for (var notification : open.getNotifications(WAIT_MILLIS)) {
                for (var subscriber : subscribers.getOrDefault(notification.getName(), List.of())) {
                    subscriber.accept(notification.getParameter());
                }
            }
        }
    }

    /** Outside the pool, which is for work that ends. */
    private Connection connect() throws SQLException {
        if (dataSource.isWrapperFor(HikariDataSource.class)) {
            var pool = dataSource.unwrap(HikariDataSource.class);
            return DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        }
        return dataSource.getConnection();
    }
}
