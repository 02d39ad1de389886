package shop.orderly.orders.api;

import java.time.Instant;

/**
 * Something that happened to an order.
 *
 * @param sequence counts the order's entries from 1
 * @param at when it happened, which may be before the entry ahead of it
 * @param type the event's name, {@code order.placed}
 * @param actor who caused it, {@code <kind>:<id>}
 * @param detail for people; may be empty
 */
public record TimelineEntryView(long sequence, Instant at, String type, String actor, String detail) {}
