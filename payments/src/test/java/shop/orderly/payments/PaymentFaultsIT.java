package shop.orderly.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static shop.orderly.payments.PaymentsService.Order.anOrder;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import shop.orderly.platformtest.EmbeddedDatabase;

/** A provider on a bad line, as it is switched on a developer's machine. */
class PaymentFaultsIT {

    private static PaymentsService payments;

    @BeforeAll
    static void start() {
        payments = new PaymentsService(
                EmbeddedDatabase.create("payments"),
                PaymentsApplication.class,
                "orderly.service.kafka=false",
                "spring.profiles.active=local");
    }

    @AfterAll
    static void stop() {
        payments.close();
    }

    @AfterEach
    void clear() {
        payments.faults("{}");
    }

    @Test
    void declinesAndMovesNoMoney() {
        payments.faults("{\"payment\":\"decline\"}");
        var order = anOrder();
        payments.arrives(order.requested("tok_ok"));

        payments.becomes(order, "DECLINED");
        assertThat(payments.captures(order)).isZero();
    }

    @Test
    void cannotBeAskedUntilTheFaultIsCleared() {
        payments.faults("{\"payment\":\"unavailable\"}");
        var order = anOrder();
        payments.arrives(order.requested("tok_ok"));
        payments.becomes(order, "REQUESTED");
        assertThat(payments.captureCalls(order)).isZero();

        payments.faults("{}");
        payments.becomes(order, "CAPTURED");
    }

    @Test
    void losesAnswersButCapturesOnce() {
        payments.faults("{\"payment\":\"slow:20ms|timeout\"}");
        var order = anOrder();
        payments.arrives(order.requested("tok_ok"));
        payments.becomes(order, "UNKNOWN");

        payments.faults("{}");
        payments.becomes(order, "CAPTURED");
        assertThat(payments.captures(order)).isEqualTo(1);
    }

    @Test
    void timesOutWhenItIsSlowerThanOnesPatience() {
        payments.faults("{\"payment\":\"slow:2s\"}");
        var order = anOrder();
        payments.arrives(order.requested("tok_ok"));

        payments.becomes(order, "UNKNOWN");
    }

    @Test
    void refusesRefundsUntilTheFaultIsCleared() {
        var order = anOrder();
        payments.arrives(order.requested("tok_ok"));
        payments.becomes(order, "CAPTURED");
        payments.faults("{\"payment\":\"decline\"}");
        payments.arrives(order.cancelled(), order.refundRequested());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> payments.history(order.paymentId()).contains("RefundFailed"));
        assertThat(payments.refunds(order)).isZero();

        payments.faults("{}");
        payments.arrives(order.refundRequested());
        payments.becomes(order, "REFUNDED");
        assertThat(payments.refunds(order)).isEqualTo(1);
    }
}
