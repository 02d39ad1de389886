package shop.orderly.orders.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.Actor;

/**
 * Say that an order was settled by hand, so that nobody pushes it any more. Answers the order's version. Refuses with
 * {@code money_owed_back} while the customer's money has to go back through the provider, with {@code money_owed} if it
 * was captured for an order that is not confirmed and nobody accepts that, with {@code order_not_resolvable} unless a step failed or the order is being undone, and with {@code order_resolved} if it
 * was resolved with another note. Repeating the note changes nothing. Sent by SagaEndpoint, handled by Order.
 *
 * @param note what was done, 1..500 characters
 * @param acceptOwed whether the money of an order that is paid and not confirmed is to be kept
 */
public record ResolveFulfilment(
        @TargetAggregateIdentifier OrderId orderId, String note, boolean acceptOwed, Actor actor) {}
