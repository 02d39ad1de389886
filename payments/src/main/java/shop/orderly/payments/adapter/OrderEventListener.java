package shop.orderly.payments.adapter;

import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.contracts.orders.OrderCancelled;
import shop.orderly.contracts.orders.PaymentRequested;
import shop.orderly.contracts.orders.RefundRequested;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Money;
import shop.orderly.payments.api.InitiatePayment;
import shop.orderly.payments.api.RefundOrder;
import shop.orderly.payments.api.VoidPayment;

/**
 * What orders ask of payments: {@code PaymentRequested} opens a payment, {@code OrderCancelled} voids it,
 * {@code RefundRequested} gives the money back. Events of one order are handled in their order.
 *
 * <p>Each command runs behind a savepoint, so that one that is refused is parked as a dead letter with the order's later
 * events while the rest of the batch is kept.
 */
@Component
@ProcessingGroup("payment-requests")
class OrderEventListener {

    private static final Actor FULFILMENT = Actor.system("fulfilment");

    private final CommandGateway commands;
    private final TransactionTemplate savepoint;

    OrderEventListener(CommandGateway commands, PlatformTransactionManager transactions) {
        this.commands = commands;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @EventHandler
    void on(PaymentRequested event) {
        send(new InitiatePayment(
                event.paymentId(),
                event.orderId(),
                event.customerId(),
                Money.ofMajor(event.amount(), event.currency()),
                event.paymentMethod()));
    }

    @EventHandler
    void on(OrderCancelled event) {
        send(new VoidPayment(event.paymentId(), event.orderId()));
    }

    @EventHandler
    void on(RefundRequested event) {
        send(new RefundOrder(
                event.paymentId(), event.refundId(), Money.ofMajor(event.amount(), event.currency()), FULFILMENT));
    }

    private void send(Object command) {
        savepoint.executeWithoutResult(status -> commands.sendAndWait(command));
    }
}
