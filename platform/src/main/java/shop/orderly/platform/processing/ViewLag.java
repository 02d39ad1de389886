package shop.orderly.platform.processing;

/** Tells how far a view is behind the event log, so that an answer can say how fresh it is. */
public final class ViewLag {

    /** The header of an answer from a view: the number of stored events that the answer may not show yet. */
    public static final String HEADER = "Orderly-Lag-Events";

    /** Counting stops here. */
    public static final int MOST = 1_000;

    private final GroupPlaces places;

    ViewLag(GroupPlaces places) {
        this.places = places;
    }

    /**
     * How many stored events a processing group has not handled yet: exact for the segments that run here, an upper bound
     * for those of other replicas, which store their place every few seconds when there is nothing to do.
     *
     * @return 0..1000; 1000 means that many or more
     */
    public int of(String group) {
        return places.behind(places.slowest(group), MOST);
    }

    /** Whether a group has handled every event of an aggregate that is stored so far; what is unsure counts as not. */
    public boolean hasHandled(String group, String aggregateId) {
        return places.hasHandled(group, aggregateId);
    }
}
