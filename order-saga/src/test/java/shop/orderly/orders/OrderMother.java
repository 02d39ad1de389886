package shop.orderly.orders;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.inventory.Shortage;
import shop.orderly.contracts.orders.CancellationReason;
import shop.orderly.contracts.orders.Obstacle;
import shop.orderly.contracts.orders.OrderCancelled;
import shop.orderly.contracts.orders.OrderConfirmed;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderLine;
import shop.orderly.contracts.orders.OrderPaid;
import shop.orderly.contracts.orders.OrderPlaced;
import shop.orderly.contracts.orders.OrderRefunded;
import shop.orderly.contracts.orders.OrderRejected;
import shop.orderly.contracts.orders.PaymentRequested;
import shop.orderly.contracts.orders.RefundRequested;
import shop.orderly.contracts.orders.RejectionReason;
import shop.orderly.contracts.payments.PaymentCaptured;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.users.UserId;
import shop.orderly.orders.api.PlaceOrder;

/** One order and its facts, for tests: two apples and a pear for 25 USD. */
public final class OrderMother {

    public static final OrderId ORDER = new OrderId("order-1");
    public static final UserId CUSTOMER = new UserId("user-1");
    public static final PaymentId PAYMENT = new PaymentId("payment-1");
    public static final RefundId REFUND = new RefundId("refund-order-1");
    public static final ProductId APPLE = new ProductId("apple");
    public static final ProductId PEAR = new ProductId("pear");
    public static final Currency USD = Currency.getInstance("USD");
    public static final BigDecimal TOTAL = new BigDecimal("25");
    public static final Actor SYSTEM = Actor.system("fulfilment");
    public static final Actor BUYER = Actor.of("customer", CUSTOMER);
    public static final Actor OPERATOR = Actor.of("ops", "operator-1");
    public static final Instant DEADLINE = Instant.parse("2026-11-21T10:15:00Z");

    public static final List<OrderLine> ITEMS =
            List.of(line(APPLE, 2, "10"), new OrderLine(PEAR, "Pear", 1, new BigDecimal("5"), 3));
    public static final List<ReservedLine> HELD = List.of(new ReservedLine(APPLE, 2), new ReservedLine(PEAR, 1));
    public static final List<Shortage> SHORTAGES = List.of(new Shortage(APPLE, 2, 1));

    private OrderMother() {}

    public static OrderLine line(ProductId product, int quantity, String price) {
        return new OrderLine(product, "Apple", quantity, new BigDecimal(price), 0);
    }

    public static PlaceOrder placeOrder(List<OrderLine> items) {
        return placeOrder(items, null);
    }

    public static PlaceOrder placeOrder(List<OrderLine> items, @Nullable Obstacle obstacle) {
        return new PlaceOrder(ORDER, CUSTOMER, items, USD, "tok_ok", PAYMENT, obstacle);
    }

    public static OrderPlaced placed() {
        return placed(ITEMS, "25", null);
    }

    public static OrderPlaced placedFree() {
        return placed(List.of(line(APPLE, 2, "0")), "0", null);
    }

    public static OrderPlaced placedUnknown() {
        return placed(
                List.of(new OrderLine(APPLE, "", 1, null, -1)),
                "0",
                new Obstacle(RejectionReason.UNKNOWN_PRODUCT, List.of(APPLE)));
    }

    private static OrderPlaced placed(List<OrderLine> items, String total, @Nullable Obstacle obstacle) {
        return new OrderPlaced(ORDER, CUSTOMER, items, new BigDecimal(total), USD, "tok_ok", PAYMENT, obstacle);
    }

    public static PaymentRequested paymentRequested() {
        return paymentRequested(DEADLINE);
    }

    public static PaymentRequested paymentRequested(Instant deadline) {
        return new PaymentRequested(ORDER, PAYMENT, CUSTOMER, TOTAL, USD, "tok_ok", deadline);
    }

    public static PaymentCaptured captured() {
        return new PaymentCaptured(PAYMENT, ORDER, TOTAL, USD, "capture-1");
    }

    public static OrderPaid paid() {
        return new OrderPaid(ORDER, PAYMENT, TOTAL, USD);
    }

    public static OrderConfirmed confirmed() {
        return new OrderConfirmed(ORDER);
    }

    public static OrderRejected rejected() {
        return new OrderRejected(ORDER, RejectionReason.OUT_OF_STOCK, List.of(APPLE), SHORTAGES);
    }

    public static OrderCancelled cancelled(CancellationReason reason) {
        return new OrderCancelled(ORDER, PAYMENT, reason, reason == CancellationReason.BY_CUSTOMER ? BUYER : SYSTEM);
    }

    public static RefundRequested refundRequested() {
        return new RefundRequested(ORDER, PAYMENT, REFUND, TOTAL, USD);
    }

    public static OrderRefunded refunded() {
        return new OrderRefunded(ORDER, REFUND, TOTAL, USD);
    }

    public static Instant after(Instant start, Duration time) {
        return start.plus(time);
    }
}
