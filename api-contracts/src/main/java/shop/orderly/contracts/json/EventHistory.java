package shop.orderly.contracts.json;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the JSON of an event was in its earlier revisions, told as steps that lead from each to the next. An event of
 * revision 1 has none; each further revision adds one step and takes none away (docs/adr/0016).
 *
 * <p>Needs a constructor without arguments.
 */
public interface EventHistory {

    /** The step at index 0 leads from revision 1 to 2, and so on: one less than there are revisions. */
    List<Step> steps();

    /**
     * Brings a stored event to the present revision.
     *
     * @param json the payload as it was stored; changed in place
     * @param revision of the payload, from 1 to the present one, at which nothing happens
     * @param streamId the id of the stream that the event belongs to, also the key of its Kafka record; empty if unknown
     */
    default void bringUpToDate(ObjectNode json, int revision, String streamId) {
        steps().stream().skip(revision - 1L).forEach(step -> step.apply(json, streamId));
    }

    /** From one revision to the next. Knows nothing but the event itself: what it adds was true when it was stored. */
    @FunctionalInterface
    interface Step {

        /**
         * Changes the JSON of one revision into that of the next.
         *
         * @param streamId as in {@link EventHistory#bringUpToDate}
         */
        void apply(ObjectNode json, String streamId);
    }

    /** Of an event that is as it was from the first. */
    final class None implements EventHistory {

        @Override
        public List<Step> steps() {
            return List.of();
        }
    }
}
