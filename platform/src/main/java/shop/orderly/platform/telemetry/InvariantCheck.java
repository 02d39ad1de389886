package shop.orderly.platform.telemetry;

import java.util.List;

/**
 * A cheap part of an invariant, looked at by the service itself; all of it is looked at by {@code orderly audit}. A
 * service declares each as a bean.
 *
 * @param invariant {@code I1} to {@code I8}, as docs/operations/audit.md numbers them
 * @param sql a question with one number as its answer: how often it is violated. It is asked once a minute on each
 *     replica, so it must be answered by an index, or look at the newest events only
 * @param parameters for the question marks in it
 */
public record InvariantCheck(String invariant, String sql, List<Object> parameters) {
    /** How many of the newest events a check may look at. */
    public static final int NEWEST = 5_000;

    public InvariantCheck {
        parameters = List.copyOf(parameters);
    }

    public static InvariantCheck of(String invariant, String sql, Object... parameters) {
        return new InvariantCheck(invariant, sql, List.of(parameters));
    }

    /** SQL for the newest events, to be used as a table. */
    public static String newestEvents() {
        return "(SELECT * FROM domain_event ORDER BY era DESC, transaction_id DESC, global_index DESC LIMIT " + NEWEST
                + ")";
    }
}
