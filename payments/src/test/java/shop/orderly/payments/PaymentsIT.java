package shop.orderly.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static shop.orderly.payments.PaymentsService.Order.anOrder;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.orderly.platform.eventstore.RawEvent;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.ProjectionRebuild;
import shop.orderly.platformtest.TestJwt;

class PaymentsIT {

    private static final String ADMIN = TestJwt.bearer("boss", "admin");

    private static PaymentsService payments;

    @BeforeAll
    static void start() {
        payments = new PaymentsService(
                EmbeddedDatabase.create("payments"), PaymentsApplication.class, "orderly.service.kafka=false");
    }

    @AfterAll
    static void stop() {
        payments.close();
    }

    @ParameterizedTest
    @CsvSource({
        "tok_ok,          CAPTURED, 1, PaymentInitiated PaymentCaptured",
        "tok_slow_150,    CAPTURED, 1, PaymentInitiated PaymentCaptured",
        "tok_slow_1200,   CAPTURED, 1, PaymentInitiated PaymentOutcomeUnknown PaymentCaptured",
        "tok_timeout,     CAPTURED, 1, PaymentInitiated PaymentOutcomeUnknown PaymentCaptured",
        "tok_unavailable, CAPTURED, 1, PaymentInitiated PaymentCaptured",
        "tok_late,        CAPTURED, 1, PaymentInitiated PaymentOutcomeUnknown PaymentCaptured",
        "tok_declined,    DECLINED, 0, PaymentInitiated PaymentDeclined",
        "tok_unheard_of,  DECLINED, 0, PaymentInitiated PaymentDeclined"
    })
    void doesWhatTheTokenSays(String token, String status, int captures, String history) {
        var order = anOrder();

        payments.arrives(order.requested(token));

        payments.becomes(order, status);
        assertThat(payments.captures(order)).isEqualTo(captures);
        assertThat(String.join(" ", payments.history(order.paymentId()))).isEqualTo(history);
    }

    @Test
    void asksTheProviderOnceWhenAllGoesWell() {
        var order = anOrder();

        payments.arrives(order.requested("tok_ok"));

        payments.becomes(order, "CAPTURED");
        assertThat(payments.captureCalls(order)).isEqualTo(1);
    }

    @Test
    void hasEffectsOnceHoweverOftenAnOrdersEventsCome() {
        var order = anOrder();
        var requested = payments.arriving(order.requested("tok_ok"));

        payments.arrive(List.of(requested));
        payments.arrive(List.of(requested));
        payments.arrives(order.requested("tok_ok"), order.requested("tok_ok"));
        payments.becomes(order, "CAPTURED");
        payments.arrives(order.requested("tok_ok"), order.cancelled(), order.cancelled());
        payments.arrives(order.refundRequested(), order.refundRequested(), order.refundRequested());
        payments.becomes(order, "REFUNDED");
        payments.arrives(order.refundRequested(), order.requested("tok_ok"), order.cancelled());

        var after = anOrder();
        payments.arrives(after.requested("tok_ok"));
        payments.becomes(after, "CAPTURED");
        assertThat(payments.captures(order)).isEqualTo(1);
        assertThat(payments.refunds(order)).isEqualTo(1);
        assertThat(payments.captureCalls(order)).isEqualTo(1);
        assertThat(payments.history(order.paymentId()))
                .containsExactly("PaymentInitiated", "PaymentCaptured", "RefundInitiated", "PaymentRefunded");
    }

    @Test
    void neverCapturesWhatWasCancelledFirst() {
        var order = anOrder();

        payments.arrives(order.cancelled(), order.requested("tok_ok"));
        payments.becomes(order, "VOIDED");

        var after = anOrder();
        payments.arrives(after.requested("tok_ok"));
        payments.becomes(after, "CAPTURED");
        assertThat(payments.history(order.paymentId())).containsExactly("PaymentVoided");
        assertThat(payments.captureCalls(order)).isZero();
    }

    @Test
    void voidsWhatTheProviderHasNotCapturedYet() {
        var order = anOrder();

        payments.arrives(order.requested("tok_slow_60000"));
        payments.becomes(order, "UNKNOWN");
        payments.arrives(order.cancelled());

        payments.becomes(order, "VOIDED");
        assertThat(payments.captures(order)).isZero();
    }

    @Test
    void tellsTheTruthAboutACaptureThatCouldNotBeVoidedAndGivesItBack() {
        var order = anOrder();

        payments.arrives(order.requested("tok_late"));
        payments.becomes(order, "UNKNOWN");
        payments.arrives(order.cancelled());
        payments.becomes(order, "CAPTURED");
        payments.arrives(order.refundRequested());

        payments.becomes(order, "REFUNDED");
        assertThat(payments.captures(order)).isEqualTo(1);
        assertThat(payments.refunds(order)).isEqualTo(1);
        assertThat(payments.history(order.paymentId()))
                .containsExactly(
                        "PaymentInitiated",
                        "PaymentOutcomeUnknown",
                        "PaymentVoidRequested",
                        "PaymentCaptured",
                        "RefundInitiated",
                        "PaymentRefunded");
    }

    @ParameterizedTest
    @CsvSource({"tok_unavailable", "tok_timeout"})
    void retriesARefundThatFailsAtTheProvider(String token) {
        var order = anOrder();

        payments.arrives(order.requested(token));
        payments.becomes(order, "CAPTURED");
        payments.arrives(order.cancelled(), order.refundRequested());

        payments.becomes(order, "REFUNDED");
        assertThat(payments.refunds(order)).isEqualTo(1);
    }

    @Test
    void saysThatARefundIsRefusedAndAsksAgainAtOnceWhenTheOrderDoes() {
        var order = anOrder();

        payments.arrives(order.requested("tok_refund_refused"));
        payments.becomes(order, "CAPTURED");
        payments.arrives(order.cancelled(), order.refundRequested());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> payments.history(order.paymentId()).contains("RefundFailed"));
        assertThat(payments.status(order)).isEqualTo("REFUND_PENDING");

        payments.arrives(order.refundRequested());
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Collections.frequency(payments.history(order.paymentId()), "RefundFailed") == 2);
        payments.jdbc()
                .sql("UPDATE sandbox.charge SET payment_method = 'tok_ok' WHERE key = ?")
                .param(order.paymentId().value())
                .update();

        payments.becomes(order, "REFUNDED");
        assertThat(payments.refunds(order)).isEqualTo(1);
        assertThat(payments.history(order.paymentId()))
                .containsExactly(
                        "PaymentInitiated",
                        "PaymentCaptured",
                        "RefundInitiated",
                        "RefundFailed",
                        "RefundRetried",
                        "RefundFailed",
                        "PaymentRefunded");
    }

    @Test
    void saysThatARefundFailedWhenTheProviderCannotBeAskedForLong() {
        var order = anOrder();

        payments.arrives(order.requested("tok_ok"));
        payments.becomes(order, "CAPTURED");
        payments.jdbc()
                .sql("UPDATE sandbox.charge SET payment_method = 'tok_unavailable' WHERE key = ?")
                .param(order.paymentId().value())
                .update();
        payments.arrives(order.cancelled(), order.refundRequested());

        payments.becomes(order, "REFUNDED");
        assertThat(payments.history(order.paymentId()))
                .containsExactly(
                        "PaymentInitiated", "PaymentCaptured", "RefundInitiated", "RefundFailed", "PaymentRefunded");
    }

    @Test
    void parksAWishThatIsRefusedWhileOthersFlow() {
        var broken = anOrder();
        var fine = anOrder();

        payments.arrives(broken.refundRequested(), fine.requested("tok_ok"));

        payments.becomes(fine, "CAPTURED");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(payments.jdbc()
                                .sql("""
                                        SELECT count(*) FROM dead_letter_entry
                                        WHERE processing_group = 'payment-requests' AND aggregate_identifier = ?""")
                                .param(broken.id().value())
                                .query(Integer.class)
                                .single())
                        .isEqualTo(1));
    }

    @Test
    void refundsInPartsByHandAndOnceById() {
        var order = anOrder();
        payments.arrives(order.requested("tok_ok"));
        payments.becomes(order, "CAPTURED");
        var refunds = "/api/v1/payments/" + order.paymentId() + "/refunds";

        var first = payments.post(refunds, ADMIN, "{\"refund_id\":\"r1\",\"amount\":30.5}");
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.headers().firstValue("Location")).hasValue("/api/v1/payments/" + order.paymentId());
        assertThat(first.body())
                .contains("\"refund_id\":\"r1\"")
                .contains("\"amount\":30.5")
                .contains("\"version\":2");
        assertThat(payments.get("/api/v1/payments/" + order.paymentId() + "?min_version=2", ADMIN)
                        .statusCode())
                .isEqualTo(200);
        payments.becomes(order, "CAPTURED");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(payments.post(refunds, ADMIN, "{\"refund_id\":\"r1\",\"amount\":30.5}")
                                .statusCode())
                        .isEqualTo(200));
        assertThat(payments.movements("REFUND", order.paymentId() + ":r1")).isEqualTo(1);

        assertThat(payments.post(refunds, ADMIN, "{\"refund_id\":\"r1\",\"amount\":31}")
                        .body())
                .contains("urn:orderly:problem:refund_differs");
        assertThat(payments.post(refunds, ADMIN, "{\"amount\":69.51}").body())
                .contains("urn:orderly:problem:refund_exceeds_capture");

        assertThat(payments.post(refunds, ADMIN, "{}").statusCode()).isEqualTo(202);
        payments.becomes(order, "REFUNDED");
    }

    @Test
    void showsPeopleOnlyTheirOwnPayments() {
        var order = anOrder();
        payments.arrives(order.requested("tok_ok"));
        payments.becomes(order, "CAPTURED");
        var path = "/api/v1/payments/" + order.paymentId();
        var own = TestJwt.bearer(PaymentsService.CUSTOMER.value(), "customer");
        var stranger = TestJwt.bearer("stranger", "customer", "merchant");

        assertThat(payments.get(path, own).body()).contains("\"customer_id\":\"customer-1\"");
        assertThat(payments.get(path, stranger).statusCode()).isEqualTo(404);
        assertThat(payments.get(path, stranger).body()).contains("urn:orderly:problem:payment_not_found");
        assertThat(payments.get("/api/v1/payments?order_id=" + order.id(), own).body())
                .contains(order.paymentId().value());
        assertThat(payments.get("/api/v1/payments", stranger).body()).isEqualTo("{\"items\":[],\"next_cursor\":null}");
        assertThat(payments.post(path + "/refunds", own, "{}").statusCode()).isEqualTo(403);
        assertThat(payments.post("/api/v1/payments/unheard-of/refunds", ADMIN, "{}")
                        .body())
                .contains("urn:orderly:problem:payment_not_found");
    }

    @Test
    void listsPaymentsPageByPage() {
        for (var i = 0; i < 3; i++) {
            payments.arrives(anOrder().requested("tok_ok"));
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(rows().size()).isGreaterThanOrEqualTo(3));

        var first = payments.get("/api/v1/payments?limit=2", ADMIN).body();
        var cursor = first.replaceAll("(?s).*\"next_cursor\":\"([^\"]+)\".*", "$1");
        var second =
                payments.get("/api/v1/payments?limit=2&cursor=" + cursor, ADMIN).body();

        var ids = rows().stream()
                .map(row -> (String) row.get("id"))
                .sorted(java.util.Comparator.reverseOrder())
                .toList();
        assertThat(first).contains(ids.get(0), ids.get(1)).doesNotContain(ids.get(2));
        assertThat(second).contains(ids.get(2)).doesNotContain(ids.get(1));
    }

    @Test
    void projectsTheSameRowsWhenRebuilt() {
        var order = anOrder();
        payments.arrives(order.requested("tok_ok"));
        payments.becomes(order, "CAPTURED");
        payments.arrives(order.cancelled(), order.refundRequested());
        payments.becomes(order, "REFUNDED");
        var before = rows();
        var calls = payments.captureCalls(order);

        payments.jdbc().sql("UPDATE payments.payment_view SET amount = 4711").update();

        ProjectionRebuild.run(payments.address(), "payment-view");

        assertThat(rows()).isEqualTo(before);
        assertThat(payments.captureCalls(order)).isEqualTo(calls);
    }

    @Test
    void keepsTheOrdersTraceUntilItsMoneyIsCaptured() {
        var order = anOrder();
        var traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
        var event = payments.arriving(order.requested("tok_unavailable"));
        payments.arrive(List.of(new RawEvent(
                event.eventId(),
                event.aggregateType(),
                event.aggregateId(),
                event.sequence(),
                event.type(),
                event.revision(),
                event.json(),
                Map.of("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01"),
                event.timestamp())));
        payments.becomes(order, "CAPTURED");

        assertThat(payments.context
                        .getBean(EventStore.class)
                        .readEvents(order.paymentId().value())
                        .asStream())
                .hasSize(2)
                .allSatisfy(own -> assertThat(String.valueOf(own.getMetaData().get("traceparent")))
                        .contains(traceId));
    }

    @Test
    void countsOutcomes() {
        var order = anOrder();
        payments.arrives(order.requested("tok_ok"));
        payments.becomes(order, "CAPTURED");

        assertThat(payments.get("/metrics", ADMIN).body()).containsPattern("payments_total\\{.*result=\"captured\"");
    }

    private static List<Map<String, Object>> rows() {
        return payments.jdbc()
                .sql("SELECT * FROM payments.payment_view ORDER BY id")
                .query()
                .listOfRows();
    }
}
