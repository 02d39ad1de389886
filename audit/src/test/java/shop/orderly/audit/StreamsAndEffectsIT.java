package shop.orderly.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import shop.orderly.audit.stores.Database;
import shop.orderly.contracts.catalogue.ProductDiscontinued;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.StockOpened;
import shop.orderly.contracts.orders.CancellationReason;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.users.UserDeleted;
import shop.orderly.contracts.users.UserEnabled;
import shop.orderly.contracts.users.UserId;

/** What must not be of streams (I4), of effects (I6) and of next steps (I8) is found. */
class StreamsAndEffectsIT {
    @TestFactory
    Stream<DynamicTest> streams() {
        return Stream.of(
                Plant.happened(
                        "a number is left out",
                        "I4",
                        "torn: has order.rejected (torn, 2) where number 1 is due",
                        history -> history.placed("torn", "lamp", "10")
                                .hole("torn")
                                .rejected("torn", "lamp")),
                Plant.happened(
                        "a terminal order goes on",
                        "I4",
                        "refused: has order.rejected as event 2 where it is REJECTED",
                        history -> history.rejected("refused", "lamp")),
                Plant.happened(
                        "an order is cancelled for want of a payment that it has",
                        "I4",
                        "paid: has order.cancelled as event 3 where it is AWAITING_PAYMENT (paid)",
                        history -> history.placed("paid", "lamp", "10")
                                .paymentRequested("paid", "10")
                                .initiated("paid", "10")
                                .captured("paid", "10")
                                .paid("paid", "10")
                                .cancelled("paid", CancellationReason.PAYMENT_TIMEOUT)
                                .refundRequested("paid", "10")
                                .refundInitiated("paid", "refund-paid", "10", "system:fulfilment")
                                .refundDone("paid", "refund-paid", "10", "10")
                                .refunded("paid", "10")),
                Plant.happened(
                        "a refund is asked for again and nobody retried it",
                        "I4",
                        "asked: has order.refund_requested as event 5 where it is REFUND_PENDING",
                        history -> history.placed("asked", "lamp", "10")
                                .paymentRequested("asked", "10")
                                .initiated("asked", "10")
                                .captured("asked", "10")
                                .paid("asked", "10")
                                .cancelled("asked", CancellationReason.BY_CUSTOMER)
                                .refundRequested("asked", "10")
                                .refundRequested("asked", "10")
                                .refundInitiated("asked", "refund-asked", "10", "system:fulfilment")
                                .refundDone("asked", "refund-asked", "10", "10")
                                .refunded("asked", "10")),
                Plant.happened(
                        "a refund is late that nobody asked for",
                        "I4",
                        "declined: has order.fulfilment_delayed as event 3 where it is CANCELLED",
                        history -> history.delayed("declined", "refund", true)),
                Plant.happened(
                        "a step recovers that did not fail",
                        "I4",
                        "recovered: has order.fulfilment_recovered as event 4 where it is CANCELLED",
                        history -> history.recovered("recovered", "release")),
                Plant.happened(
                        "what did not fail is retried",
                        "I4",
                        "returned: has order.fulfilment_retry_requested as event 7 where it is REFUNDED",
                        history -> history.retried("returned", "REFUNDED")),
                Plant.happened(
                        "what was settled by hand is settled again",
                        "I4",
                        "settled: has order.fulfilment_resolved as event 3 where it is PLACED",
                        history -> history.resolved("settled")),
                Plant.happened(
                        "a paid order is settled by hand and nobody says that its money is kept",
                        "I4",
                        "kept: has order.fulfilment_resolved as event 4 where it is AWAITING_PAYMENT (paid)",
                        history -> history.couriered("kept", "10", "null")
                                .refundInitiated("kept", "kind", "10", "admin:root")
                                .refundDone("kept", "kind", "10", "10")),
                Plant.happened(
                        "an order is settled by hand while its money is to go back",
                        "I4",
                        "owing: has order.fulfilment_resolved as event 5 where it is REFUND_PENDING",
                        history -> history.placed("owing", "lamp", "10")
                                .paymentRequested("owing", "10")
                                .initiated("owing", "10")
                                .captured("owing", "10")
                                .paid("owing", "10")
                                .cancelled("owing", CancellationReason.BY_CUSTOMER)
                                .refundRequested("owing", "10")
                                .refundInitiated("owing", "refund-owing", "10", "system:fulfilment")
                                .resolved("owing")
                                .refundDone("owing", "refund-owing", "10", "10")),
                Plant.happened(
                        "a refund is retried that did not fail",
                        "I4",
                        "payment-of-goodwill: has payment.refund_retried as event 6 where it is REFUND_PENDING",
                        history -> history.refundRetried("goodwill", "kind", "4")),
                Plant.happened(
                        "nobody knows this event",
                        "I4",
                        "refused: has event 2 of a type that nobody knows: order.teleported",
                        history -> history.raw(
                                Database.ORDER, "refused", "order.teleported", "{\"order_id\":\"refused\"}")),
                Plant.happened(
                        "a declined payment is declined again",
                        "I4",
                        "payment-of-declined: has payment.declined as event 2 where it is DECLINED",
                        history -> history.declined("declined")),
                Plant.happened(
                        "a refused reservation is released",
                        "I4",
                        "reservation-refused-1: has reservation.released as event 1 where it is REJECTED",
                        history -> history.released("refused", "lamp", 0)),
                Plant.happened(
                        "stock is opened twice",
                        "I4",
                        "stock-gone: has stock.opened as event 2 where it is there",
                        history -> history.event(
                                Database.PRODUCT,
                                "stock-gone",
                                new StockOpened(new ProductId("gone"), History.MERCHANT, 0, 0))),
                Plant.happened(
                        "a product is discontinued twice",
                        "I4",
                        "gone: has product.discontinued as event 2 where it is ended",
                        history -> history.event(
                                Database.PRODUCT, "gone", new ProductDiscontinued(new ProductId("gone")))),
                Plant.happened(
                        "a deleted user is enabled",
                        "I4",
                        "user-1: has user.enabled as event 3 where it is ended",
                        history -> history.event(Database.USER, "user-1", new UserDeleted(new UserId("user-1")))
                                .event(Database.USER, "user-1", new UserEnabled(new UserId("user-1")))));
    }

    @TestFactory
    Stream<DynamicTest> effects() {
        return Stream.of(
                Plant.happened(
                        "an order is captured in two payments",
                        "I6",
                        "order double: was captured 2 times",
                        history -> history.placed("double", "lamp", "10")
                                .held("double", 1, "lamp", 1)
                                .paymentRequested("double", "10")
                                .initiated("double", "5")
                                .captured("double", "5")
                                .initiated(new PaymentId("other"), "double", "5")
                                .captured(new PaymentId("other"), "double", "5")
                                .paid("double", "10")
                                .committed("double", 1, "lamp", 1)
                                .confirmed("double")),
                Plant.happened(
                        "one refund is given twice",
                        "I6",
                        "order bought: refund one was given 2 times",
                        history -> history.refundInitiated("bought", "one", "3", "admin:root")
                                .refundInitiated("bought", "two", "3", "admin:root")
                                .refundDone("bought", "one", "3", "3")
                                .refundDone("bought", "one", "3", "6")),
                Plant.happened(
                        "units are held twice",
                        "I6",
                        "reservation-twice-1: the hold of stock-lamp happened twice",
                        history -> history.placed("twice", "lamp", "10")
                                .unitsHeld("twice", "lamp", 1)
                                .held("twice", 1, "lamp", 1)
                                .unitsFreed("twice", "lamp", 1)
                                .cancelled("twice", CancellationReason.BY_CUSTOMER)
                                .released("twice", "lamp", 1)),
                Plant.happened(
                        "two reservations stand",
                        "I6",
                        "order bought: has 2 reservations that stand",
                        history -> history.held("bought", 2, "lamp", 1).committed("bought", 2, "lamp", 1)),
                Plant.changed(
                        "the provider moved twice under one key",
                        "I6",
                        "payment-of-returned: the provider moved it 2 times (CAPTURE)",
                        Database.PAYMENT,
                        """
                        UPDATE sandbox.movement SET amount_minor = 400 WHERE key = 'payment-of-returned';
                        INSERT INTO sandbox.movement (kind, key, amount_minor, currency, at)
                        SELECT kind, key, 600, currency, at FROM sandbox.movement WHERE key = 'payment-of-returned'"""));
    }

    @Test
    void goodsThatAreGivenBackTwiceAreFound() {
        var stores = PlantedStores.of(Story.told()
                .placed("twice", "lamp", "10")
                .held("twice", 1, "lamp", 1)
                .cancelled("twice", CancellationReason.BY_CUSTOMER)
                .released("twice", "lamp", 1)
                .released("twice", "lamp", 0));
        assertThat(new Audit(Set.of("I6"), Duration.ZERO, Set.of())
                        .of(stores.sources())
                        .complaints())
                .containsExactly("I6 reservation-twice-1: gave its goods back 2 times");
    }

    @TestFactory
    Stream<DynamicTest> nextSteps() {
        return Stream.of(
                Plant.happened(
                        "stock is held for an order that does not exist",
                        "I8",
                        "order nobody: does not exist and holds stock",
                        history -> history.held("nobody", 1, "lamp", 1)),
                Plant.happened(
                        "a rejected order holds stock",
                        "I8",
                        "order greedy: is REJECTED and holds stock",
                        history -> history.placed("greedy", "lamp", "10")
                                .held("greedy", 1, "lamp", 1)
                                .rejected("greedy", "lamp")),
                Plant.happened(
                        "a cancelled order's stock is not released and nobody will",
                        "I8",
                        "order left: is CANCELLED, holds stock and waits for nothing: no saga looks after it",
                        history -> history.placed("left", "lamp", "10")
                                .held("left", 1, "lamp", 1)
                                .cancelled("left", CancellationReason.BY_CUSTOMER)),
                Plant.happenedAnd(
                        "a refund is asked about, and nobody takes the goods back",
                        "I8",
                        "order half: is REFUND_PENDING and waits for nothing: no saga looks after it",
                        history -> history.bought("half", "lamp", 1, "10")
                                .cancelled("half", CancellationReason.BY_CUSTOMER)
                                .refundRequested("half", "10")
                                .refundInitiated("half", "refund-half", "10", "system:fulfilment")
                                .delayed("half", "refund", true),
                        Database.PAYMENT,
                        """
                        INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        VALUES ('refund', 'payment-of-half:refund-half', now(), false, 1)"""),
                Plant.happened(
                        "a payment's outcome is unknown and nobody asks",
                        "I8",
                        "order open: is CANCELLED and waits for nothing",
                        history -> history.placed("open", "lamp", "10")
                                .paymentRequested("open", "10")
                                .initiated("open", "10")
                                .cancelled("open", CancellationReason.PAYMENT_TIMEOUT)),
                Plant.changed(
                        "a stuck order has no saga",
                        "I8",
                        "order stuck: is PLACED and waits for nothing: no saga looks after it",
                        Database.ORDER,
                        "DELETE FROM saga_entry"),
                Plant.changed(
                        "a saga's timer is gone",
                        "I8",
                        "order stuck: is PLACED and waits for nothing: its saga has no timer that is set",
                        Database.ORDER,
                        "DELETE FROM scheduled_tasks"));
    }
}
