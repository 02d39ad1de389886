package shop.orderly.audit.stores;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All stores during one audit, each opened when it is first asked. */
public final class Stores implements AutoCloseable {
    private final Sources sources;
    private final Duration bound;
    private final Set<String> accepted;
    private final Set<String> unreadable;
    private final Map<Database, Store> open = new EnumMap<>(Database.class);
    private @Nullable Topics topics;

    /**
     * @param bound how long something may be under way; zero if everything has to rest
     * @param accepted ids of orders that a client was told of
     * @param unreadable records that are known to be no events: topic-partition@offset
     */
    public Stores(Sources sources, Duration bound, Set<String> accepted, Set<String> unreadable) {
        this.sources = sources;
        this.bound = bound;
        this.accepted = Set.copyOf(accepted);
        this.unreadable = Set.copyOf(unreadable);
    }

    /**
     * Takes the snapshots of all databases, effects before their causes: what an order says has happened elsewhere is
     * found there.
     */
    public void open() {
        for (var database : new Database[] {
            Database.PRODUCT_QUERY, Database.CATEGORY, Database.ORDER, Database.PAYMENT, Database.PRODUCT, Database.USER
        }) {
            store(database);
        }
    }

    public Store store(Database database) {
        return open.computeIfAbsent(database, name -> Store.open(name, sources.login(name)));
    }

    /** A database as it is now, for a second look. */
    public Store afresh(Database database) {
        return Store.open(database, sources.login(database));
    }

    /** The topics. */
    public Topics topics() {
        var known = topics;
        if (known == null) {
            var kafka = sources.kafka();
            if (kafka == null) {
                throw new UnreadableException("Nobody said how to reach Kafka");
            }
            known = new Topics(kafka, sources.topicPrefix());
            topics = known;
        }
        return known;
    }

    public Set<String> accepted() {
        return accepted;
    }

    public Set<String> unreadable() {
        return unreadable;
    }

    /** Whether something of this time, in microseconds since 1970, may still be under way by the clock of that database. */
    public boolean isYoung(Database database, long at) {
        return !bound.isZero() && at > store(database).now() - bound.toNanos() / 1_000;
    }

    @Override
    public void close() {
        open.values().forEach(Store::close);
    }
}
