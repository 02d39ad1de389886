package shop.orderly.contracts;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shop.orderly.contracts.catalogue.*;
import shop.orderly.contracts.categories.*;
import shop.orderly.contracts.inventory.*;
import shop.orderly.contracts.orders.*;
import shop.orderly.contracts.payments.*;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.users.*;

/** One instance of every published event, with every component filled. */
final class Samples {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant AT = Instant.parse("2026-11-01T12:30:00.123456Z");
    private static final UserId JOHN = new UserId("0198c0de-0000-7000-8000-000000000001");
    private static final ProductId AIR_FRYER = new ProductId("0198c0de-0000-7000-8000-000000000002");
    private static final OrderId ORDER = new OrderId("0198c0de-0000-7000-8000-000000000003");
    private static final PaymentId PAYMENT = new PaymentId("0198c0de-0000-7000-8000-000000000004");
    private static final RefundId REFUND = new RefundId("0198c0de-0000-7000-8000-000000000005");
    private static final ReservationId RESERVATION = ReservationId.of(ORDER, 1);
    private static final CategoryId ELECTRONICS = new CategoryId(1);
    private static final BigDecimal THOUSAND = new BigDecimal("1000");
    private static final BigDecimal TOTAL = new BigDecimal("1800");
    private static final List<String> PICTURES = List.of("https://example.com/airfryer.png");

    private Samples() {}

    /** The stream that early events are read of, which said whose they were. */
    static final String STREAM = AIR_FRYER.value();

    /** What the approved samples of earlier revisions mean today, by their file. */
    static final Map<String, Object> OF_EARLIER_REVISIONS = Map.of(
            "product.created/1.json",
            new ProductCreated(
                    AIR_FRYER,
                    new UserId("00000000-0000-0000-0000-000000000000"),
                    "AirFryer",
                    "Digital air fryer",
                    THOUSAND,
                    USD,
                    10,
                    "ABC TECH",
                    List.of(),
                    ELECTRONICS,
                    0));

    static final Map<Class<?>, Object> BY_TYPE = Stream.of(
                    new ProductCreated(
                            AIR_FRYER,
                            JOHN,
                            "AirFryer",
                            "Digital air fryer",
                            THOUSAND,
                            USD,
                            10,
                            "ABC TECH",
                            PICTURES,
                            ELECTRONICS,
                            5),
                    new ProductRevised(AIR_FRYER, "AirFryer XL", "Bigger", "ABC TECH", PICTURES, ELECTRONICS),
                    new ProductRepriced(AIR_FRYER, new BigDecimal("899.5"), USD, 0),
                    new ProductDiscontinued(AIR_FRYER),
                    new CategoryCreated(ELECTRONICS, "Electronics", "Devices"),
                    new CategoryRevised(ELECTRONICS, "Appliances", "Devices for the kitchen"),
                    new CategoryDeleted(ELECTRONICS),
                    new StockOpened(AIR_FRYER, JOHN, 0, 0),
                    new StockReceived(AIR_FRYER, "delivery-4711", 10, "delivery note 4711", 10, 0),
                    new StockAdjusted(AIR_FRYER, "count-1", -1, "broken", 9, 0),
                    new StockHeld(AIR_FRYER, RESERVATION, 2, 9, 2),
                    new StockFreed(AIR_FRYER, RESERVATION, 2, 9, 0),
                    new StockCommitted(AIR_FRYER, RESERVATION, 2, 7, 0),
                    new StockReturned(AIR_FRYER, RESERVATION, 2, 9, 0),
                    new ReservationHeld(RESERVATION, ORDER, List.of(new ReservedLine(AIR_FRYER, 2)), AT),
                    new ReservationRefused(RESERVATION, ORDER, List.of(new Shortage(AIR_FRYER, 2, 1))),
                    new ReservationCommitted(RESERVATION, ORDER),
                    new ReservationReleased(RESERVATION, ORDER),
                    new ReservationReturned(RESERVATION, ORDER),
                    new ReservationExpired(RESERVATION, ORDER),
                    new OrderPlaced(
                            ORDER,
                            JOHN,
                            List.of(new OrderLine(AIR_FRYER, "AirFryer", 2, new BigDecimal("900"), 0)),
                            TOTAL,
                            USD,
                            "tok_ok",
                            PAYMENT,
                            new Obstacle(RejectionReason.PRODUCT_DISCONTINUED, List.of(AIR_FRYER))),
                    new PaymentRequested(ORDER, PAYMENT, JOHN, TOTAL, USD, "tok_ok", AT),
                    new OrderPaid(ORDER, PAYMENT, TOTAL, USD),
                    new OrderConfirmed(ORDER),
                    new OrderRejected(
                            ORDER,
                            RejectionReason.OUT_OF_STOCK,
                            List.of(AIR_FRYER),
                            List.of(new Shortage(AIR_FRYER, 2, 1))),
                    new OrderCancelled(ORDER, PAYMENT, CancellationReason.BY_CUSTOMER, Actor.of("customer", JOHN)),
                    new RefundRequested(ORDER, PAYMENT, REFUND, TOTAL, USD),
                    new OrderRefunded(ORDER, REFUND, TOTAL, USD),
                    new PaymentInitiated(PAYMENT, ORDER, JOHN, TOTAL, USD, "tok_ok"),
                    new PaymentCaptured(PAYMENT, ORDER, TOTAL, USD, "capture-1"),
                    new PaymentDeclined(PAYMENT, ORDER, "insufficient_funds"),
                    new PaymentOutcomeUnknown(PAYMENT, ORDER, "timeout"),
                    new PaymentVoidRequested(PAYMENT, ORDER),
                    new PaymentVoided(PAYMENT, ORDER),
                    new RefundInitiated(PAYMENT, ORDER, REFUND, TOTAL, USD, Actor.system("fulfilment")),
                    new RefundFailed(PAYMENT, ORDER, REFUND, "refused: account_closed", 1, AT),
                    new RefundRetried(PAYMENT, ORDER, REFUND, TOTAL, USD),
                    new PaymentRefunded(PAYMENT, ORDER, REFUND, TOTAL, TOTAL, USD),
                    new UserRegistered(JOHN, List.of("customer", "merchant")),
                    new UserProfileRevised(JOHN),
                    new UserPasswordChanged(JOHN),
                    new UserRolesChanged(JOHN, List.of("customer")),
                    new UserDisabled(JOHN),
                    new UserEnabled(JOHN),
                    new UserDeleted(JOHN))
            .collect(Collectors.toUnmodifiableMap(Object::getClass, Function.identity()));
}
