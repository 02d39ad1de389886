package shop.orderly.payments;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import shop.orderly.contracts.orders.OrderEvent;
import shop.orderly.contracts.payments.PaymentEvent;
import shop.orderly.contracts.users.UserEvent;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.faults.FaultPoint;
import shop.orderly.platform.link.Publications;
import shop.orderly.platform.link.Subscriptions;
import shop.orderly.platform.replay.Projection;
import shop.orderly.platform.telemetry.InvariantCheck;

/** What payments stores, publishes and listens to. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PaymentsProperties.class)
public class PaymentsConfiguration {

    @Bean
    EventTypes eventTypes() {
        return EventTypes.of(PaymentEvent.class, OrderEvent.class, UserEvent.class);
    }

    @Bean
    Projection paymentView() {
        return Projection.of("payment-view", "payments.payment_view");
    }

    @Bean
    Publications publications() {
        return Publications.none().and("payment.events", PaymentEvent.class);
    }

    @Bean
    @Profile("local")
    FaultPoint paymentFault() {
        return FaultPoint.named("payment");
    }

    @Bean
    Subscriptions subscriptions() {
        return Subscriptions.to("order.events", "user.events");
    }

    /** Of the payments that something happened to last: more given back than captured, or more captured than asked. */
    @Bean
    InvariantCheck moneyInvariant() {
        return InvariantCheck.of("I2", """
                SELECT count(*) FROM payments.payment_view WHERE (refunded > captured OR captured > amount) AND id IN (
                    SELECT aggregate_identifier FROM %s e WHERE type LIKE 'payment.%%')""".formatted(InvariantCheck.newestEvents()));
    }
}
