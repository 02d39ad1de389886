package shop.orderly.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.orderly.payments.PaymentsService.Order.anOrder;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.shared.Money;
import shop.orderly.payments.adapter.PaymentProvider;
import shop.orderly.payments.adapter.ProviderAnswer;
import shop.orderly.platformtest.EmbeddedDatabase;

class ProviderCrashIT {

    @Test
    void asksAgainUnderTheSameKeyWhenTheAnswerWasNotRecorded() {
        try (var payments =
                new PaymentsService(EmbeddedDatabase.create("crash"), Crashing.class, "orderly.service.kafka=false")) {
            var order = anOrder();

            payments.arrives(order.requested("tok_ok"));
            payments.becomes(order, "CAPTURED");
            payments.arrives(order.cancelled(), order.refundRequested());
            payments.becomes(order, "REFUNDED");

            assertThat(payments.captureCalls(order)).isEqualTo(2);
            assertThat(payments.captures(order)).isEqualTo(1);
            assertThat(payments.refunds(order)).isEqualTo(1);
            assertThat(payments.history(order.paymentId()))
                    .containsExactly("PaymentInitiated", "PaymentCaptured", "RefundInitiated", "PaymentRefunded");
        }
    }

    @Test
    void goesOnAfterARestartWithWhatWasNotAnswered() {
        var database = EmbeddedDatabase.create("restart");
        var order = anOrder();
        try (var payments = new PaymentsService(database, PaymentsApplication.class, "orderly.service.kafka=false")) {
            payments.arrives(order.requested("tok_late"));
            payments.becomes(order, "UNKNOWN");
        }
        try (var payments = new PaymentsService(database, PaymentsApplication.class, "orderly.service.kafka=false")) {
            payments.becomes(order, "CAPTURED");
            assertThat(payments.captures(order)).isEqualTo(1);
        }
    }

    /** Payments whose first answer to every question is followed by a crash before anything is recorded. */
    @SpringBootApplication
    static class Crashing {

        @Bean
        static BeanPostProcessor crashes() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof PaymentProvider provider ? new CrashingProvider(provider) : bean;
                }
            };
        }
    }

    private record CrashingProvider(PaymentProvider real, Set<String> crashed) implements PaymentProvider {

        CrashingProvider(PaymentProvider real) {
            this(real, ConcurrentHashMap.newKeySet());
        }

        @Override
        public ProviderAnswer capture(PaymentId key, Money amount, String paymentMethod) {
            var answer = real.capture(key, amount, paymentMethod);
            crashOnce(key.value());
            return answer;
        }

        @Override
        public ProviderAnswer voidCapture(PaymentId key) {
            return real.voidCapture(key);
        }

        @Override
        public String refund(String key, PaymentId capture, Money amount) {
            var reference = real.refund(key, capture, amount);
            crashOnce(key);
            return reference;
        }

        private void crashOnce(String key) {
            if (crashed.add(key)) {
                throw new IllegalStateException("the process dies here");
            }
        }
    }
}
