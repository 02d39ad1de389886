package shop.orderly.payments;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.orderly.contracts.orders.OrderEvent;
import shop.orderly.contracts.payments.PaymentEvent;
import shop.orderly.contracts.users.UserEvent;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.link.Publications;
import shop.orderly.platform.link.Subscriptions;

/** What payments stores, publishes and listens to. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PaymentsProperties.class)
public class PaymentsConfiguration {

    @Bean
    EventTypes eventTypes() {
        return EventTypes.of(PaymentEvent.class, OrderEvent.class, UserEvent.class);
    }

    @Bean
    Publications publications() {
        return Publications.none().and("payment.events", PaymentEvent.class);
    }

    @Bean
    Subscriptions subscriptions() {
        return Subscriptions.to("order.events", "user.events");
    }
}
