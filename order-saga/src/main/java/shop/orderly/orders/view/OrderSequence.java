package shop.orderly.orders.view;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.inventory.ReservationEvent;
import shop.orderly.contracts.orders.OrderEvent;
import shop.orderly.contracts.payments.PaymentEvent;
import shop.orderly.orders.event.FulfilmentEvent;

/** Everything about one order in one sequence, whoever's event it is. */
@Component("order-viewSequencingPolicy")
class OrderSequence implements SequencingPolicy<EventMessage<?>> {

    @Override
    public Object getSequenceIdentifierFor(EventMessage<?> message) {
        return switch (message.getPayload()) {
            case OrderEvent event -> event.orderId().value();
            case FulfilmentEvent event -> event.orderId().value();
            case ReservationEvent event -> event.orderId().value();
            case PaymentEvent event -> event.orderId().value();
            default ->
                message instanceof DomainEventMessage<?> other
                        ? other.getAggregateIdentifier()
                        : message.getIdentifier();
        };
    }
}
