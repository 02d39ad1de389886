package shop.orderly.orders.web;

import java.time.Instant;
import shop.orderly.orders.api.TimelineEntryView;

/** An entry of an order's timeline as HTTP shows it. */
record TimelineEntryResponse(Instant at, String type, String actor, String detail) {

    static TimelineEntryResponse of(TimelineEntryView view) {
        return new TimelineEntryResponse(view.at(), view.type(), view.actor(), view.detail());
    }
}
