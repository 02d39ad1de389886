package shop.orderly.inventory.adapter;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long a hold lasts.
 *
 * @param limit from its beginning to its end, 0 or more
 */
public record HoldTerms(Duration limit) {

    /** The end of a hold that begins now, in whole milliseconds: what the database keeps is then not later. */
    Instant endOfHoldBegunAt(Instant now) {
        return now.plus(limit).truncatedTo(ChronoUnit.MILLIS);
    }
}
