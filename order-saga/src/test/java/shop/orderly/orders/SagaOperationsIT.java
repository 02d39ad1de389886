package shop.orderly.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static shop.orderly.orders.RunningOrders.LIMIT;

import com.jayway.jsonpath.JsonPath;
import io.grpc.Status;
import java.util.List;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import shop.orderly.contracts.inventory.v1.ReservationStatus;
import shop.orderly.platform.telemetry.InvariantCheck;

/** What operators see of orders that do not come to rest, and what they do about them, on a real Postgres and Kafka. */
class SagaOperationsIT {

    private static RunningOrders orders;

    @BeforeAll
    static void start() {
        orders = new RunningOrders(
                "orderly.orders.payment-timeout=10m",
                "orderly.orders.retry-initial=3s",
                "orderly.orders.stuck-after=2",
                "orderly.orders.sweep-after=0s");
    }

    @AfterAll
    static void stop() {
        orders.close();
    }

    @AfterEach
    void repairInventory() {
        orders.inventory.down(null);
    }

    /** Captures an order's money while inventory is down, so that its commit fails. */
    private static String paidButNotCommitted(String product) {
        var id = orders.place("tok_silent", product);
        orders.rests(id, "AWAITING_PAYMENT");
        orders.inventory.down(Status.UNAVAILABLE);
        orders.payments.capture(id);
        orders.becomes(id, "retrying");
        return id;
    }

    private static List<String> listed(String state) {
        return JsonPath.read(orders.ops("/sagas?limit=100&state=" + state).body(), "$.items[*].order_id");
    }

    @Test
    void aStockCallThatFailsForEverIsSeenAndRetriedByAnOperatorOnce() {
        var product = orders.product(5);
        orders.inventory.down(Status.UNAVAILABLE);
        var id = orders.place("tok_ok", product);
        orders.becomes(id, "retrying");
        assertThat(listed("retrying")).contains(id);
        orders.becomes(id, "stuck");
        var stuck = orders.ops("/sagas/" + id).body();
        assertThat(JsonPath.<String>read(stuck, "$.step")).isEqualTo("reserve");
        assertThat(JsonPath.<Integer>read(stuck, "$.failures")).isEqualTo(2);
        assertThat(JsonPath.<String>read(stuck, "$.last_error")).contains("UNAVAILABLE");
        assertThat(JsonPath.<String>read(stuck, "$.order_status")).isEqualTo("PLACED");

        orders.inventory.down(null);
        assertThat(orders.act(id, "retry", "").statusCode()).isEqualTo(200);
        var second = orders.act(id, "retry", "");

        orders.rests(id, "CONFIRMED");
        orders.becomes(id, "settled");
        assertThat(second.statusCode()).isIn(200, 409);
        assertThat(orders.timeline(id))
                .filteredOn(it -> it.startsWith("order.fulfilment_retry_requested"))
                .containsExactly("order.fulfilment_retry_requested by ops:operator-1: ");
        assertThat(orders.inventory.calls())
                .filteredOn(it -> it.equals("reserve " + id + "-1"))
                .hasSizeBetween(3, 4);
        await().atMost(LIMIT).until(() -> orders.timersOf(id) == 0);
        var late = orders.act(id, "retry", "");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(JsonPath.<String>read(late.body(), "$.state")).isEqualTo("CONFIRMED");
    }

    @Test
    void aPaidOrderWhoseCommitFailsIsCompensatedAndRefunded() {
        var product = orders.product(5);
        var id = paidButNotCommitted(product);

        var compensated = orders.act(id, "compensate", "");
        assertThat(compensated.statusCode()).as(compensated.body()).isEqualTo(200);
        assertThat(JsonPath.<String>read(compensated.body(), "$.state")).isIn("compensating", "stuck");
        assertThat(orders.act(id, "compensate", "").statusCode()).isEqualTo(200);
        orders.inventory.down(null);

        orders.rests(id, "REFUNDED");
        orders.becomes(id, "settled");
        await().atMost(LIMIT)
                .until(() -> orders.inventory.reservation(id, 1) == ReservationStatus.RESERVATION_STATUS_RELEASED);
        assertThat(orders.inventory.available(product)).isEqualTo(5);
        await().atMost(LIMIT).until(() -> orders.sagasOf(id) == 0);
        assertThat(orders.timeline(id)).contains("order.cancelled by ops:operator-1: by_operator");
        assertThat(orders.act(id, "compensate", "").statusCode()).isEqualTo(409);
    }

    @Test
    void anOrderThatIsSettledByHandIsLeftAlone() {
        var id = paidButNotCommitted(orders.product(5));

        var empty = orders.act(id, "resolve", "{}");
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(JsonPath.<List<String>>read(empty.body(), "$.errors[*].field"))
                .containsExactly("note");
        var silent = orders.act(id, "resolve", "{\"note\":\"Sent by courier\"}");
        assertThat(silent.statusCode()).isEqualTo(409);
        assertThat(JsonPath.<String>read(silent.body(), "$.type")).isEqualTo("urn:orderly:problem:money_owed");
        assertThat(JsonPath.<String>read(silent.body(), "$.detail")).contains("10 USD", "compensate", "accept_owed");
        var note = "{\"note\":\"Sent by courier\",\"accept_owed\":true}";
        var resolved = orders.act(id, "resolve", note);
        assertThat(resolved.statusCode()).as(resolved.body()).isEqualTo(200);
        assertThat(JsonPath.<String>read(resolved.body(), "$.state")).isEqualTo("resolved");
        assertThat(JsonPath.<String>read(resolved.body(), "$.order_status")).isEqualTo("AWAITING_PAYMENT");
        assertThat(orders.act(id, "resolve", note).statusCode()).isEqualTo(200);
        assertThat(orders.act(id, "resolve", "{\"note\":\"Lost\"}").statusCode())
                .isEqualTo(409);
        assertThat(orders.act(id, "retry", "").statusCode()).isEqualTo(409);

        await().atMost(LIMIT).until(() -> orders.sagasOf(id) == 0 && orders.timersOf(id) == 0);
        assertThat(JsonPath.<List<String>>read(orders.ops("/sagas?limit=100").body(), "$.items[*].order_id"))
                .doesNotContain(id);
        orders.inventory.down(null);
        orders.sweep();
        assertThat(orders.sagasOf(id)).isZero();
        assertThat(orders.status(id)).isEqualTo("AWAITING_PAYMENT");
        assertThat(orders.timeline(id))
                .filteredOn(it -> it.contains("order.fulfilment_re"))
                .containsExactly(
                        "order.fulfilment_resolved by ops:operator-1: Sent by courier; keeps 10 of the customer's"
                                + " money");
    }

    @Test
    void aRefundThatTheProviderRefusesIsSeenAndRetriedByAnOperator() {
        var id = orders.place("tok_refund_refused", orders.product(5));
        orders.rests(id, "CONFIRMED");
        assertThat(orders.act(id, "compensate", "").statusCode()).isEqualTo(409);
        orders.cancel(id);

        orders.becomes(id, "stuck");
        var stuck = orders.ops("/sagas/" + id).body();
        assertThat(JsonPath.<String>read(stuck, "$.step")).isEqualTo("refund");
        assertThat(JsonPath.<String>read(stuck, "$.last_error")).isEqualTo("refused: account_closed");
        assertThat(JsonPath.<String>read(stuck, "$.order_status")).isEqualTo("REFUND_PENDING");
        var byHand = orders.act(id, "resolve", "{\"note\":\"Paid back by bank transfer\"}");
        assertThat(byHand.statusCode()).isEqualTo(409);
        assertThat(JsonPath.<String>read(byHand.body(), "$.type")).isEqualTo("urn:orderly:problem:money_owed_back");
        assertThat(orders.act(id, "retry", "").statusCode()).isEqualTo(200);

        orders.rests(id, "REFUNDED");
        orders.becomes(id, "settled");
        await().atMost(LIMIT).until(() -> orders.sagasOf(id) == 0);
    }

    @Test
    void aRefundByHandThatTheProviderRefusesIsSeenAlthoughTheOrderIsConfirmed() {
        var id = orders.place("tok_ok", orders.product(5));
        orders.rests(id, "CONFIRMED");
        orders.becomes(id, "settled");

        orders.payments.giveBack(id, "kind", true);

        orders.becomes(id, "stuck");
        assertThat(listed("stuck")).contains(id);
        var stuck = orders.ops("/sagas/" + id).body();
        assertThat(JsonPath.<String>read(stuck, "$.step")).isEqualTo("refund");
        assertThat(JsonPath.<String>read(stuck, "$.last_error")).isEqualTo("refund kind: refused: account_closed");
        assertThat(JsonPath.<String>read(stuck, "$.order_status")).isEqualTo("CONFIRMED");
        var retried = orders.act(id, "retry", "");
        assertThat(retried.statusCode()).isEqualTo(409);
        assertThat(JsonPath.<String>read(retried.body(), "$.detail")).contains("same refund_id");

        orders.payments.giveBack(id, "kind", false);

        orders.becomes(id, "settled");
        assertThat(listed("stuck")).doesNotContain(id);
    }

    @Test
    void anOrderWhoseSagaLostItsTimerIsResumedAndNoOther() {
        var product = orders.product(9);
        var healthy = orders.place("tok_silent", product);
        orders.rests(healthy, "AWAITING_PAYMENT");
        var refunding = orders.place("tok_refund_refused", product);
        orders.rests(refunding, "CONFIRMED");
        orders.cancel(refunding);
        orders.becomes(refunding, "stuck");
        var lost = paidButNotCommitted(product);
        orders.jdbc().update("""
                        DELETE FROM scheduled_tasks
                        WHERE task_name = 'AxonDeadline' AND convert_from(task_data, 'UTF8') LIKE '%' || ? || '%'""", lost);
        orders.inventory.down(null);
        await().atMost(LIMIT).until(() -> orders.sweep() > 0);

        orders.rests(lost, "CONFIRMED");
        assertThat(orders.timeline(lost)).contains("order.fulfilment_resumed by system:fulfilment: ");
        assertThat(orders.timeline(healthy)).noneMatch(it -> it.startsWith("order.fulfilment"));
        // Once by its own new saga, which it got when it was cancelled after its confirmation.
        assertThat(orders.timeline(refunding))
                .filteredOn(it -> it.startsWith("order.fulfilment_resumed"))
                .hasSize(1);
    }

    @Test
    void whatNobodyWasCalledForIsCountedAsForgotten() {
        var product = orders.product(9);
        var refunding = orders.place("tok_refund_refused", product);
        orders.rests(refunding, "CONFIRMED");
        orders.cancel(refunding);
        orders.becomes(refunding, "stuck");
        var waiting = orders.place("tok_silent", product);
        orders.rests(waiting, "AWAITING_PAYMENT");
        orders.becomes(waiting, "running");
        assertThat(forgotten()).isZero();

        orders.jdbc().update("""
                        UPDATE orders.saga_view SET updated_at = now() - interval '21 minutes'
                        WHERE order_id IN (?, ?)""", refunding, waiting);

        assertThat(forgotten()).isEqualTo(1);
    }

    private static int forgotten() {
        var check = orders.service.getBean("restInvariant", InvariantCheck.class);
        return orders.count(check.sql(), check.parameters().toArray());
    }

    @Test
    void aDatabaseThatHadOrdersBeforeShowsTheirFulfilmentsToo() {
        var id = paidButNotCommitted(orders.product(5));
        var rows = "SELECT count(*) FROM orders.saga_view WHERE order_id = ?";
        var processor = orders.service
                .getBean(EventProcessingConfiguration.class)
                .eventProcessor("saga-view", StreamingEventProcessor.class)
                .orElseThrow();
        processor.shutDown();
        orders.jdbc().update("DELETE FROM token_entry WHERE processor_name = 'saga-view'");
        orders.jdbc().update("DELETE FROM orders.saga_view");
        assertThat(orders.count(rows, id)).isZero();

        processor.start();

        await().atMost(LIMIT).until(() -> orders.count(rows, id) == 1);
        await().atMost(LIMIT).until(() -> List.of("retrying", "stuck").contains(orders.state(id)));
        assertThat(orders.act(id, "compensate", "").statusCode()).isEqualTo(200);
        orders.inventory.down(null);
        orders.becomes(id, "settled");
    }

    @Test
    void nobodyKnowsAFulfilmentOfNoOrder() {
        assertThat(orders.ops("/sagas/nothing").statusCode()).isEqualTo(404);
        for (var act : List.of("retry", "compensate")) {
            assertThat(orders.act("nothing", act, "").statusCode()).isEqualTo(404);
            assertThat(orders.act(orders.product(1), act, "").statusCode()).isEqualTo(404);
        }
        assertThat(orders.act("nothing", "resolve", "{\"note\":\"Done\"}").statusCode())
                .isEqualTo(404);
    }
}
