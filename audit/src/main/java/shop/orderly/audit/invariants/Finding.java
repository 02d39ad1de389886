package shop.orderly.audit.invariants;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one invariant.
 *
 * @param counts how much was looked at, by name, and what was let pass for a reason that the name says
 * @param violations how many there are
 * @param first the first few of them
 * @param unknown why it cannot be told; null if it can
 */
public record Finding(
        Map<String, Long> counts,
        long violations,
        List<Violation> first,
        @Nullable String unknown) {
    private static final int NAMED = 10;

    /**
     * One of them.
     *
     * @param subject the aggregate or row that breaks it
     * @param words how
     */
    public record Violation(String subject, String words) {}

    public Finding {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        first = List.copyOf(first);
    }

    public static Finding unknown(String why) {
        return new Finding(Map.of(), 0, List.of(), why);
    }

    public boolean isOk() {
        return unknown == null && violations == 0;
    }

    /** A finding that is being made. */
    static final class Builder {
        private final Map<String, Long> counts = new LinkedHashMap<>();
        private final List<Violation> first = new ArrayList<>();
        private long violations;

        /** @param names what will be counted, in the order to show it */
        Builder(String... names) {
            for (var name : names) {
                counts.put(name, 0L);
            }
        }

        void count(String name) {
            count(name, 1);
        }

        void count(String name, long more) {
            counts.merge(name, more, Long::sum);
        }

        void require(boolean holds, String subject, Supplier<String> otherwise) {
            if (!holds) {
                violate(subject, otherwise.get());
            }
        }

        void violate(String subject, String words) {
            violations++;
            if (first.size() < NAMED) {
                first.add(new Violation(subject, words));
            }
        }

        Finding finding() {
            return new Finding(counts, violations, first, null);
        }
    }
}
