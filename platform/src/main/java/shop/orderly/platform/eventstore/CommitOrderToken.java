package shop.orderly.platform.eventstore;

import java.util.Comparator;
import java.util.OptionalLong;
import org.axonframework.eventhandling.TrackingToken;

/**
 * A place in the event log: behind one event and before all that are committed later. Any two places can be compared.
 *
 * @param era counts how often the log moved to another database cluster, from 1
 * @param transactionId the transaction that appended the event; it orders the log within an era
 * @param globalIndex the event's number, which orders the events of one transaction
 */
public record CommitOrderToken(int era, long transactionId, long globalIndex)
        implements TrackingToken, Comparable<CommitOrderToken> {

    /** Before the first event. */
    public static final CommitOrderToken START = new CommitOrderToken(0, 0, 0);

    private static final Comparator<CommitOrderToken> ORDER = Comparator.comparingInt(CommitOrderToken::era)
            .thenComparingLong(CommitOrderToken::transactionId)
            .thenComparingLong(CommitOrderToken::globalIndex);

    @Override
    public int compareTo(CommitOrderToken other) {
        return ORDER.compare(this, other);
    }

    @Override
    public CommitOrderToken lowerBound(TrackingToken other) {
        var that = require(other);
        return compareTo(that) <= 0 ? this : that;
    }

    @Override
    public CommitOrderToken upperBound(TrackingToken other) {
        var that = require(other);
        return compareTo(that) >= 0 ? this : that;
    }

    @Override
    public boolean covers(TrackingToken other) {
        return other == null || compareTo(require(other)) >= 0;
    }

    @Override
    public OptionalLong position() {
        return OptionalLong.of(globalIndex);
    }

    private static CommitOrderToken require(TrackingToken token) {
        if (token instanceof CommitOrderToken ours) {
            return ours;
        }
        throw new IllegalArgumentException("Not a place in this log: " + token);
    }
}
