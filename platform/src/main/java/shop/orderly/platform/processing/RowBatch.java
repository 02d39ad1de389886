package shop.orderly.platform.processing;

/**
 * The rows that an event changes in a projection: a parameter of any {@code @EventHandler} method.
 *
 * <p>The statements of all events of a batch are collected and sent together before the commit, equal ones as one
 * JDBC batch; only those of one sequence of events keep their order. If that fails, the events are tried one by one; in a group with dead letters the event at
 * fault is parked with its sequence and the others are kept. Readers that wait in {@link RowChanges} are woken after the
 * commit. A handler that takes a RowBatch must change rows by nothing else.
 */
public interface RowBatch {

    /**
     * Adds one statement.
     *
     * @param sql an INSERT, UPDATE or DELETE with {@code ?} for each argument; the same text each time, so that it batches
     * @param arguments numbers, strings, booleans, enums (stored by {@code toString}), {@link java.time.Instant},
     *     {@link java.math.BigDecimal}, collections of strings (as {@code text[]}), typed ids (by {@code toString}), or null
     */
    void add(String sql, @org.jspecify.annotations.Nullable Object... arguments);
}
