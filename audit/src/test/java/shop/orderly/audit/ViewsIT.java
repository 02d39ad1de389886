package shop.orderly.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import shop.orderly.audit.stores.Database;

/** A view that is not what its events make of it is found (I5), and what is not handled yet is not asked for. */
class ViewsIT {
    private static final Audit VIEWS = new Audit(Set.of("I5"), Duration.ZERO, Set.of());

    @TestFactory
    Stream<DynamicTest> values() {
        return Stream.of(
                value(Database.PRODUCT, "inventory.stock_level", "on_hand = on_hand + 1", "product_id = 'desk'"),
                value(Database.PRODUCT_QUERY, "products.product_view", "final_price = 1", "product_id = 'desk'"),
                value(Database.PRODUCT_QUERY, "products.stock_view", "reserved = 1", "product_id = 'desk'"),
                value(Database.PRODUCT_QUERY, "products.category_view", "name = 'Desks'", "category_id = 1"),
                value(Database.CATEGORY, "categories.product_view", "image_urls = '{}'", "product_id = 'lamp'"),
                value(Database.ORDER, "orders.price_list", "price = 9.99", "product_id = 'desk'"),
                value(Database.ORDER, "orders.order_view", "payment = 'none'", "order_id = 'bought'"),
                value(Database.ORDER, "orders.order_view", "resolved = false", "order_id = 'settled'"),
                value(Database.ORDER, "orders.order_view", "resolved = true", "order_id = 'reopened'"),
                value(Database.ORDER, "orders.saga_view", "order_status = 'PLACED'", "order_id = 'bought'"),
                value(Database.ORDER, "orders.saga_view", "step = 'commit'", "order_id = 'stuck'"),
                value(Database.ORDER, "orders.saga_view", "failures = 1", "order_id = 'recovered'"),
                value(Database.ORDER, "orders.saga_view", "next_attempt_at = NULL", "order_id = 'stuck'"),
                value(Database.ORDER, "orders.saga_view", "refund_failures = 9", "order_id = 'retried'"),
                value(Database.ORDER, "orders.saga_view", "failing_refunds = '{}'", "order_id = 'goodwill'"),
                value(Database.ORDER, "orders.saga_view", "resolved = false", "order_id = 'settled'"),
                value(Database.ORDER, "orders.saga_view", "stock_version = 1000000", "order_id = 'bought'"),
                value(Database.ORDER, "orders.saga_view", "payment = 'none'", "order_id = 'retried'"),
                value(Database.USER, "ended_session", "version = 0", "true"),
                value(Database.ORDER, "orders.order_line_view", "quantity = 2", "order_id = 'bought'"),
                value(
                        Database.ORDER,
                        "orders.order_timeline",
                        "detail = ''",
                        "order_id = 'bought' AND type = 'order.paid'"),
                value(
                        Database.ORDER,
                        "orders.order_timeline",
                        "actor = 'system:fulfilment'",
                        "order_id = 'retried' AND type = 'order.fulfilment_retry_requested'"),
                value(
                        Database.ORDER,
                        "orders.order_timeline",
                        "detail = ''",
                        "order_id = 'settled' AND type = 'order.fulfilment_resolved'"),
                value(
                        Database.ORDER,
                        "orders.order_timeline",
                        "detail = ''",
                        "order_id = 'retried' AND type = 'payment.refund_failed'"),
                value(Database.PAYMENT, "payments.payment_view", "refunded = 0", "order_id = 'goodwill'"),
                value(Database.PAYMENT, "ended_session", "version = 0", "true"));
    }

    private static DynamicTest value(Database database, String table, String set, String where) {
        return Plant.changed(
                table + " says something else",
                "I5",
                table + "." + set.substring(0, set.indexOf(' ')) + " is ",
                database,
                "UPDATE " + table + " SET " + set + " WHERE " + where);
    }

    @TestFactory
    Stream<DynamicTest> rows() {
        return Stream.of(
                Plant.changed(
                        "a row is missing",
                        "I5",
                        "order_db bought: orders.order_view has 0 rows where its events give 1",
                        Database.ORDER,
                        "DELETE FROM orders.order_view WHERE order_id = 'bought'"),
                Plant.changed(
                        "the sagas' rows are ahead of their token",
                        "I5",
                        "order_db bought: orders.saga_view has 1 rows where its events give 0",
                        Database.ORDER,
                        "UPDATE token_entry SET token = NULL WHERE processor_name = 'saga-view'"),
                Plant.changed(
                        "a row comes from nowhere",
                        "I5",
                        "payment_db ghost: payments.payment_view has 1 rows where its events give 0",
                        Database.PAYMENT,
                        "INSERT INTO payments.payment_view (id, order_id, status, amount, version, created_at, updated_at)"
                                + " VALUES ('ghost', 'x', 'REQUESTED', 1, 0, now(), now())"),
                Plant.changed(
                        "an event is not in the timeline",
                        "I5",
                        "orders.order_timeline has 7 rows where its events give 8",
                        Database.ORDER,
                        "DELETE FROM orders.order_timeline WHERE order_id = 'bought' AND sequence = 8"),
                Plant.changed(
                        "rows are ahead of the token",
                        "I5",
                        "orders.price_list has 1 rows where its events give 0",
                        Database.ORDER,
                        "UPDATE token_entry SET token = '{\"era\":0,\"transactionId\":0,\"globalIndex\":0}' WHERE processor_name = 'price-list'"),
                Plant.changed(
                        "a session that ended just now is forgotten",
                        "I5",
                        "ended_session has 0 rows where its events give 1",
                        Database.PRODUCT,
                        """
                        UPDATE domain_event SET time_stamp = now() WHERE type = 'user.roles_changed';
                        DELETE FROM ended_session"""));
    }

    @Test
    void aSessionThatEndedLongAgoMayBeForgotten() {
        var stores = PlantedStores.of(Story.told()).run(Database.PRODUCT, "DELETE FROM ended_session");
        assertThat(VIEWS.of(stores.sources()).complaints()).isEmpty();
    }

    @Test
    void aDeadLetterIsParkedAndItsRowIsWhatItWasBefore() {
        var stores = PlantedStores.of(Story.told()).run(Database.ORDER, """
                INSERT INTO dead_letter_entry (dead_letter_identifier, processing_group, sequence_identifier, sequence_index,
                    message_type, event_identifier, time_stamp, payload_type, payload, enqueued_at)
                SELECT 'letter', 'order-view', 'bought', 0, 'event', event_identifier, '', type, payload, ''
                FROM domain_event WHERE aggregate_identifier = 'bought' AND type = 'order.confirmed';
                UPDATE orders.order_view SET status = 'AWAITING_PAYMENT', version = version - 1, updated_at = updated_at - interval '1.003 s'
                WHERE order_id = 'bought';
                DELETE FROM orders.order_timeline WHERE order_id = 'bought' AND type = 'order.confirmed'""");
        var report = VIEWS.of(stores.sources());
        assertThat(report.complaints()).isEmpty();
        assertThat(report.entries().getFirst().finding().counts()).containsEntry("parked", 2L);

        stores.run(Database.ORDER, "UPDATE orders.order_view SET stock = 'none' WHERE order_id = 'bought'");
        assertThat(VIEWS.of(stores.sources()).complaints())
                .containsExactly("I5 order_db bought: orders.order_view.stock is none where its events give committed");
    }

    @Test
    void anEventThatAnOperatorDiscardedIsLeftOutAndWhatComesBehindItIsNot() {
        var stores = PlantedStores.of(Story.told()).run(Database.ORDER, """
                INSERT INTO discarded_letter (processor, sequence, event_id, reason, discarded_by, letter)
                SELECT 'order-view', 'bought', event_identifier, 'not ours', 'ops:one', '{}'
                FROM domain_event WHERE aggregate_identifier = 'bought' AND type = 'order.payment_requested';
                DELETE FROM orders.order_timeline WHERE order_id = 'bought' AND type = 'order.payment_requested';
                UPDATE orders.order_timeline SET sequence = sequence - 1 WHERE order_id = 'bought' AND sequence > 3""");
        var report = VIEWS.of(stores.sources());
        assertThat(report.complaints()).isEmpty();
        assertThat(report.entries().getFirst().finding().counts())
                .containsEntry("discarded", 2L)
                .doesNotContainKey("parked");

        stores.run(Database.ORDER, "UPDATE orders.order_view SET status = 'PLACED' WHERE order_id = 'bought'");
        assertThat(VIEWS.of(stores.sources()).complaints())
                .containsExactly(
                        "I5 order_db bought: orders.order_view.status is PLACED where its events give CONFIRMED");
    }

    @Test
    void whatAnotherGroupDiscardedIsAskedFor() {
        var stores = PlantedStores.of(Story.told()).run(Database.ORDER, """
                INSERT INTO discarded_letter (processor, sequence, event_id, reason, discarded_by, letter)
                SELECT 'saga-view', 'bought', event_identifier, 'not ours', 'ops:one', '{}'
                FROM domain_event WHERE aggregate_identifier = 'bought' AND type = 'order.confirmed';
                DELETE FROM orders.order_timeline WHERE order_id = 'bought' AND type = 'order.confirmed'""");
        assertThat(VIEWS.of(stores.sources()).complaints())
                .anyMatch(line -> line.contains("orders.order_timeline has 7 rows where its events give 8"));
    }

    @Test
    void eachSegmentIsAskedForWhatItHasHandled() {
        var stores = PlantedStores.of(Story.told());
        // Of two segments one has handled nothing: the rows of its orders, and no others, are not there yet.
        var behind = List.of(
                        "bought",
                        "returned",
                        "refused",
                        "declined",
                        "goodwill",
                        "stuck",
                        "settled",
                        "retried",
                        "recovered",
                        "reopened",
                        "fresh")
                .stream()
                .filter(order -> (order.hashCode() & 1) == 1)
                .toList();
        assertThat(behind).isNotEmpty().hasSizeLessThan(11);
        stores.run(
                Database.ORDER,
                "UPDATE token_entry SET token = NULL WHERE processor_name = 'order-view' AND segment = 1");
        for (var table : List.of("order_view", "order_line_view", "order_timeline")) {
            stores.run(
                    Database.ORDER,
                    "DELETE FROM orders.%s WHERE order_id IN ('%s')".formatted(table, String.join("', '", behind)));
        }
        assertThat(VIEWS.of(stores.sources()).complaints()).isEmpty();
    }

    @Test
    void aReplayIsAskedForWhatItHasReadAgain() {
        var stores = PlantedStores.of(Story.told()).run(Database.ORDER, """
                UPDATE token_entry SET token = convert_to('{"tokenAtReset":' || convert_from(token, 'UTF8') || ',"currentToken":null}', 'UTF8')
                WHERE processor_name = 'price-list';
                TRUNCATE orders.price_list""");
        assertThat(VIEWS.of(stores.sources()).complaints()).isEmpty();
    }

    @Test
    void segmentsThatAreBeingJoinedAreUnknown() {
        var stores = PlantedStores.of(Story.told()).run(Database.ORDER, """
                UPDATE token_entry SET token = '{"lowerSegmentToken":null,"upperSegmentToken":null}'
                WHERE processor_name = 'price-list'""");
        var report = VIEWS.of(stores.sources());
        assertThat(report.exitCode()).isEqualTo(2);
        assertThat(report.complaints().getFirst()).contains("Where price-list stands cannot be told");
    }
}
