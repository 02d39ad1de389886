package shop.orderly.orders.api;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.orders.OrderId;

/**
 * Write down that a step did not succeed yet and when it is tried next, before it is tried. Refuses with
 * {@code order_not_delayed} if the order no longer needs the step or was resolved. Repeating a step's failure changes nothing. Sent by
 * OrderFulfilmentSaga, handled by Order.
 *
 * @param step what is tried next
 * @param attempt the reservation it is tried for, from 1 upwards
 * @param failures how often it failed in a row; 0 = it is a first try
 * @param reason what happened, without personal data
 * @param stuck whether it failed so often that a person should look
 */
public record NoteDelay(
        @TargetAggregateIdentifier OrderId orderId,
        FulfilmentStep step,
        int attempt,
        int failures,
        Instant nextTry,
        String reason,
        boolean stuck) {}
