package shop.orderly.orders.event;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.EventType;

/**
 * An operator settled by hand what the fulfilment could not, so nobody pushes the order any more. Its status stays
 * until it is paid, it is cancelled or its refund is requested after all; then it is pushed again.
 *
 * @param note what was done, in the operator's words; 1..500 characters
 * @param owed money that was captured for the order, which is not confirmed, and that the operator accepts as kept; in
 *     major units of the order's currency, null if there is none
 */
@EventType("order.fulfilment_resolved")
public record FulfilmentResolved(
        OrderId orderId, String note, Actor actor, @Nullable BigDecimal owed) implements FulfilmentEvent {}
