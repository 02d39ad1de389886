package shop.orderly.audit.stores;

import java.util.Comparator;

/**
 * A place in an event log, in the order in which it was committed.
 *
 * @param era counts database clusters, from 1
 * @param transaction the transaction that appended
 * @param index the event's number
 */
public record Place(int era, long transaction, long index) implements Comparable<Place> {
    /** Before the first event. */
    public static final Place START = new Place(0, 0, 0);

    private static final Comparator<Place> ORDER = Comparator.comparingInt(Place::era)
            .thenComparingLong(Place::transaction)
            .thenComparingLong(Place::index);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
