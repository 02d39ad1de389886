package shop.orderly.audit;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import shop.orderly.audit.stores.Database;
import shop.orderly.contracts.orders.CancellationReason;

/** What must not be of stock (I1), of money (I2) and of accepted orders (I3) is found. */
class StockAndMoneyIT {
    @TestFactory
    Stream<DynamicTest> stock() {
        return Stream.of(
                Plant.changed(
                        "an event states another level than its movements give",
                        "I1",
                        "stock-desk: event 1 says 101 on hand and 0 reserved where the movements give 100 and 0",
                        Database.PRODUCT,
                        """
                        UPDATE domain_event SET payload = convert_to(replace(convert_from(payload, 'UTF8'), '"on_hand":100', '"on_hand":101'), 'UTF8')
                        WHERE aggregate_identifier = 'stock-desk' AND sequence_number = 1"""),
                Plant.happened(
                        "more is promised than there is",
                        "I1",
                        "stock-gone: event 2 leaves 1 reserved of 0 on hand",
                        history -> history.placed("short", "gone", "10")
                                .held("short", 1, "gone", 1)
                                .cancelled("short", CancellationReason.BY_CUSTOMER)
                                .released("short", "gone", 1)),
                Plant.happened(
                        "units are reserved for no reservation",
                        "I1",
                        "stock-lamp: 2 units are reserved, the holds that stand add up to 0",
                        history -> history.unitsHeld("nobody", "lamp", 2)),
                Plant.happenedTo(
                        "ghostly",
                        "I1",
                        "stock-ghost: 3 units are held of a product without stock",
                        history -> history.placed("ghostly", "ghost", "10")
                                .reserved("ghostly", 1, "ghost", 3)
                                .delayed("ghostly", true)));
    }

    @TestFactory
    Stream<DynamicTest> money() {
        return Stream.of(
                Plant.happened(
                        "more was captured than the order costs",
                        "I2",
                        "order dear: 12 were captured, its total is 10",
                        history -> history.placed("dear", "lamp", "10")
                                .held("dear", 1, "lamp", 1)
                                .paymentRequested("dear", "10")
                                .initiated("dear", "12")
                                .captured("dear", "12")
                                .paid("dear", "12")
                                .committed("dear", 1, "lamp", 1)
                                .confirmed("dear")),
                Plant.happened(
                        "a confirmed order was never paid",
                        "I2",
                        "order gift: is CONFIRMED and keeps 0 of its customer's money, where 10 is owed",
                        history -> history.placed("gift", "lamp", "10")
                                .held("gift", 1, "lamp", 1)
                                .paymentRequested("gift", "10")
                                .initiated("gift", "10")
                                .paid("gift", "10")
                                .committed("gift", 1, "lamp", 1)
                                .confirmed("gift")),
                Plant.happened(
                        "a cancelled order keeps the money",
                        "I2",
                        "order kept: is CANCELLED and keeps 10 of its customer's money, where 0 is owed",
                        history -> history.placed("kept", "lamp", "10")
                                .paymentRequested("kept", "10")
                                .initiated("kept", "10")
                                .cancelled("kept", CancellationReason.PAYMENT_TIMEOUT)
                                .captured("kept", "10")),
                Plant.happenedTo(
                        "halfway",
                        "I2",
                        "order halfway: is REFUNDED and keeps 10 of its customer's money, where 0 is owed",
                        history -> history.bought("halfway", "lamp", 1, "10")
                                .cancelled("halfway", CancellationReason.BY_CUSTOMER)
                                .delayed("halfway", "release", true)
                                .refundRequested("halfway", "10")
                                .refundInitiated("halfway", "refund-halfway", "10", "system:fulfilment")
                                .refunded("halfway", "10")),
                Plant.happened(
                        "more was given back than was taken",
                        "I2",
                        "order bought: 20.5 were captured, refunds are 24",
                        history -> history.refundInitiated("bought", "one", "12", "admin:root")
                                .refundDone("bought", "one", "12", "12")
                                .refundInitiated("bought", "two", "12", "admin:root")
                                .refundDone("bought", "two", "12", "24")),
                Plant.happened(
                        "fulfilment gave the money of a confirmed order back",
                        "I2",
                        "order bought: is CONFIRMED and keeps 19.5",
                        history -> history.refundInitiated("bought", "one", "1", "system:fulfilment")
                                .refundDone("bought", "one", "1", "1")),
                Plant.happened(
                        "a refund states a wrong sum",
                        "I2",
                        "order bought: a refund states another sum of refunds than there is",
                        history -> history.refundInitiated("bought", "one", "1", "admin:root")
                                .refundDone("bought", "one", "1", "2")
                                .refundInitiated("bought", "two", "1", "admin:root")
                                .refundDone("bought", "two", "1", "2")),
                Plant.happened(
                        "money comes to an order that was settled by hand, and nobody said that it is kept",
                        "I2",
                        "order late: is AWAITING_PAYMENT and settled by hand, and keeps 10 of its customer's money, of which"
                                + " an operator accepted 0",
                        history -> history.placed("late", "lamp", "10")
                                .paymentRequested("late", "10")
                                .initiated("late", "10")
                                .delayed("late", true)
                                .resolved("late")
                                .captured("late", "10")),
                Plant.changed(
                        "the provider moved another amount",
                        "I2",
                        "payment payment-of-bought: has 20.50 captured and 0 refunded, the provider's books say 20.51 and 0.00",
                        Database.PAYMENT,
                        "UPDATE sandbox.movement SET amount_minor = amount_minor + 1 WHERE key = 'payment-of-bought'"),
                Plant.changed(
                        "the provider knows nothing of it",
                        "I2",
                        "payment payment-of-bought: says that money moved of which the provider knows nothing",
                        Database.PAYMENT,
                        "DELETE FROM sandbox.movement WHERE key = 'payment-of-bought'"));
    }

    @TestFactory
    Stream<DynamicTest> orders() {
        return Stream.of(
                Plant.happenedTo(
                        "lingering",
                        "I3",
                        "order lingering: is PLACED, was placed at",
                        history -> history.placed("lingering", "lamp", "10")),
                Plant.happenedTo(
                        "unheard",
                        "I3",
                        "order unheard: is AWAITING_PAYMENT, was placed at",
                        history -> history.placed("unheard", "lamp", "10")
                                .delayed("unheard", true)
                                .paymentRequested("unheard", "10")));
    }
}
