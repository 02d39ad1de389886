package shop.orderly.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import shop.orderly.audit.invariants.Finding;
import shop.orderly.audit.invariants.Invariant;
import shop.orderly.audit.invariants.Invariants;
import shop.orderly.audit.stores.Sources;
import shop.orderly.audit.stores.Stores;
import shop.orderly.audit.stores.UnreadableException;

/**
 * One look at all stores.
 *
 * @param only ids of the invariants to check; all if empty
 * @param bound how long an order may take and a message be under way; zero: everything has to rest
 * @param accepted ids of orders that a client was told of
 * @param unreadable records that are known to be no events, as {@code order.events-0@17}: topic, partition, offset
 */
public record Audit(Set<String> only, Duration bound, Set<String> accepted, Set<String> unreadable) {
    public Audit {
        var unknown = new TreeSet<>(only);
        Invariants.all().forEach(invariant -> unknown.remove(invariant.id()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("There is no invariant " + unknown.first() + "; there are I1 to I8");
        }
        only = Set.copyOf(only);
        accepted = Set.copyOf(accepted);
        unreadable = Set.copyOf(unreadable);
    }

    /** Of stores whose topics hold nothing but events. */
    public Audit(Set<String> only, Duration bound, Set<String> accepted) {
        this(only, bound, accepted, Set.of());
    }

    /** Of everything, which has to rest. */
    public static Audit ofRest(Collection<String> accepted) {
        return new Audit(Set.of(), Duration.ZERO, accepted.stream().collect(Collectors.toSet()));
    }

    /** Reads the stores; what cannot be read is unknown in the report, and nothing is thrown. */
    public Report of(Sources sources) {
        var entries = new ArrayList<Report.Entry>();
        try (var stores = new Stores(sources, bound, accepted, unreadable)) {
            var opened = opened(stores);
            for (var invariant : Invariants.all()) {
                if (only.isEmpty() || only.contains(invariant.id())) {
                    entries.add(new Report.Entry(
                            invariant,
                            opened.isEmpty() ? checked(invariant, stores) : Finding.unknown(opened.getFirst())));
                }
            }
        }
        return new Report(entries);
    }

    private static List<String> opened(Stores stores) {
        try {
            stores.open();
            return List.of();
        } catch (UnreadableException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static Finding checked(Invariant invariant, Stores stores) {
        try {
            return invariant.check(stores);
        } catch (UnreadableException e) {
            return Finding.unknown(String.valueOf(e.getMessage()));
        }
    }
}
