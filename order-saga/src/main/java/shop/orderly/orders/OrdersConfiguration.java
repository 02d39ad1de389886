package shop.orderly.orders;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.GrpcChannelFactory;
import shop.orderly.contracts.catalogue.ProductEvent;
import shop.orderly.contracts.inventory.InventoryEvent;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc;
import shop.orderly.contracts.orders.OrderEvent;
import shop.orderly.contracts.payments.PaymentEvent;
import shop.orderly.contracts.users.UserEvent;
import shop.orderly.orders.adapter.GrpcStockReservations;
import shop.orderly.orders.api.PendingTimers;
import shop.orderly.orders.api.StalledOrders;
import shop.orderly.orders.api.StockReservations;
import shop.orderly.orders.event.FulfilmentEvent;
import shop.orderly.orders.process.Fulfilment;
import shop.orderly.orders.process.OrderSweeper;
import shop.orderly.orders.process.RetryPauses;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.identity.ServiceIdentity;
import shop.orderly.platform.identity.ServiceTokenCredentials;
import shop.orderly.platform.link.Publications;
import shop.orderly.platform.link.Subscriptions;
import shop.orderly.platform.processing.ViewLag;
import shop.orderly.platform.replay.Projection;
import shop.orderly.platform.telemetry.InvariantCheck;
import shop.orderly.platform.time.Ids;

/** What orders stores, publishes and listens to, and what its saga works with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OrdersProperties.class)
public class OrdersConfiguration {

    @Bean
    EventTypes eventTypes() {
        return EventTypes.of(
                OrderEvent.class,
                FulfilmentEvent.class,
                ProductEvent.class,
                InventoryEvent.class,
                PaymentEvent.class,
                UserEvent.class);
    }

    @Bean
    Projection orderView() {
        return Projection.of("order-view", "orders.order_view", "orders.order_line_view", "orders.order_timeline");
    }

    @Bean
    Projection priceList() {
        return Projection.of("price-list", "orders.price_list");
    }

    @Bean
    Projection sagaView() {
        return Projection.of("saga-view", "orders.saga_view");
    }

    @Bean
    Publications publications() {
        return Publications.none().and("order.events", OrderEvent.class);
    }

    @Bean
    Subscriptions subscriptions() {
        return Subscriptions.to("product.events", "inventory.events", "payment.events", "user.events");
    }

    @Bean
    StockReservations stockReservations(
            GrpcChannelFactory channels,
            ServiceIdentity identity,
            ServiceTokenCredentials token,
            OrdersProperties settings) {
        var channel = channels.createChannel("inventory");
        // Calls under way end where they began; the next one connects with the new certificate.
        identity.onRenewal(channel::enterIdle);
        var inventory = StockReservationsGrpc.newBlockingStub(channel).withCallCredentials(token);
        return new GrpcStockReservations(inventory, settings.inventoryDeadline());
    }

    @Bean
    Fulfilment fulfilment(
            StockReservations stock,
            CommandGateway commands,
            Clock clock,
            MeterRegistry meters,
            OrdersProperties settings) {
        var pauses = new RetryPauses(
                settings.retryInitial(),
                settings.retryMax(),
                () -> ThreadLocalRandom.current().nextLong());
        return new Fulfilment(
                stock,
                commands,
                clock,
                meters,
                settings.paymentTimeout(),
                pauses,
                settings.stuckAfter(),
                settings.paidPatience());
    }

    @Bean
    OrderSweeper orderSweeper(
            StalledOrders orders,
            SagaStore<Object> sagas,
            PendingTimers timers,
            ViewLag lag,
            CommandGateway commands,
            Clock clock,
            OrdersProperties settings) {
        return new OrderSweeper(
                orders,
                sagas,
                timers,
                order -> lag.hasHandled("order-fulfilment", order.value()),
                commands,
                clock,
                Ids::next,
                settings.sweepAfter());
    }

    @Bean
    RecurringTask<Void> orderSweep(OrderSweeper sweeper, OrdersProperties settings) {
        return Tasks.recurring("order-sweep", FixedDelay.of(settings.sweepEvery()))
                .execute((instance, context) -> sweeper.sweep());
    }

    /** Nothing has happened for twice the time that a payment may take, and nobody was called. */
    @Bean
    InvariantCheck restInvariant(OrdersProperties settings) {
        return InvariantCheck.of("I3", """
                SELECT count(*) FROM orders.saga_view
                WHERE state IN ('running', 'retrying', 'compensating')
                AND updated_at < now() - ? * interval '1 second'""", 2 * settings.paymentTimeout().toSeconds());
    }

    /** The sweeper would have resumed it by then. */
    @Bean
    InvariantCheck nextStepInvariant(OrdersProperties settings) {
        var patience = settings.sweepAfter().plus(settings.sweepEvery()).multipliedBy(4);
        return InvariantCheck.of("I8", """
                SELECT count(*) FROM orders.order_view o
                WHERE unfinished AND updated_at < now() - ? * interval '1 second' AND NOT EXISTS (
                    SELECT FROM association_value_entry a
                    WHERE a.association_key = 'orderId' AND a.association_value = o.order_id)""", patience.toSeconds());
    }
}
