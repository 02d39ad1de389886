package shop.orderly.orders.view;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.orderly.contracts.orders.CancellationReason.BY_CUSTOMER;
import static shop.orderly.contracts.orders.CancellationReason.PAYMENT_TIMEOUT;
import static shop.orderly.orders.OrderMother.APPLE;
import static shop.orderly.orders.OrderMother.CUSTOMER;
import static shop.orderly.orders.OrderMother.DEADLINE;
import static shop.orderly.orders.OrderMother.HELD;
import static shop.orderly.orders.OrderMother.OPERATOR;
import static shop.orderly.orders.OrderMother.ORDER;
import static shop.orderly.orders.OrderMother.PAYMENT;
import static shop.orderly.orders.OrderMother.PEAR;
import static shop.orderly.orders.OrderMother.SHORTAGES;
import static shop.orderly.orders.OrderMother.USD;
import static shop.orderly.orders.OrderMother.cancelled;
import static shop.orderly.orders.OrderMother.captured;
import static shop.orderly.orders.OrderMother.confirmed;
import static shop.orderly.orders.OrderMother.paid;
import static shop.orderly.orders.OrderMother.paymentRequested;
import static shop.orderly.orders.OrderMother.placed;
import static shop.orderly.orders.OrderMother.refundRequested;
import static shop.orderly.orders.OrderMother.refunded;
import static shop.orderly.orders.OrderMother.rejected;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.contracts.catalogue.ProductDiscontinued;
import shop.orderly.contracts.catalogue.ProductRepriced;
import shop.orderly.contracts.catalogue.ProductRevised;
import shop.orderly.contracts.inventory.ReservationCommitted;
import shop.orderly.contracts.inventory.ReservationHeld;
import shop.orderly.contracts.inventory.ReservationId;
import shop.orderly.contracts.inventory.ReservationRefused;
import shop.orderly.contracts.inventory.ReservationReleased;
import shop.orderly.contracts.orders.OrderEvent;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.payments.PaymentVoided;
import shop.orderly.contracts.users.UserId;
import shop.orderly.orders.api.FindOrderById;
import shop.orderly.orders.api.FulfilmentStep;
import shop.orderly.orders.api.ListOrders;
import shop.orderly.orders.api.ListPrices;
import shop.orderly.orders.api.ListTimeline;
import shop.orderly.orders.api.OrderView;
import shop.orderly.orders.api.PriceView;
import shop.orderly.orders.api.TimelineEntryView;
import shop.orderly.orders.event.FulfilmentDelayed;
import shop.orderly.orders.event.FulfilmentEvent;
import shop.orderly.orders.event.FulfilmentResolved;

/** The rows that the projections write, and what is read from them. */
class OrderViewsIT {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final ReservationId RESERVATION = ReservationId.of(ORDER, 1);
    private static final ReservationHeld HOLD = new ReservationHeld(RESERVATION, ORDER, HELD, DEADLINE);

    private static Projected database;

    private OrderViewProjection projection;
    private OrderViews views;

    @BeforeAll
    static void migrate() {
        database = new Projected();
    }

    @BeforeEach
    void empty() {
        var jdbc = JdbcClient.create(database.jdbc());
        projection = new OrderViewProjection();
        jdbc.sql("TRUNCATE orders.order_view, orders.order_line_view, orders.order_timeline")
                .update();
        views = new OrderViews(jdbc);
    }

    /** Events in a row, a second apart; the order's own ones count its version. */
    private static List<EventMessage<?>> story(Object... events) {
        var messages = new ArrayList<EventMessage<?>>();
        var version = 0L;
        for (var event : events) {
            var own = event instanceof OrderEvent || event instanceof FulfilmentEvent;
            messages.add(new GenericDomainEventMessage<>(
                    "Test",
                    own ? ORDER.value() : "other",
                    own ? version++ : messages.size(),
                    event,
                    MetaData.emptyInstance(),
                    "event-" + messages.size(),
                    START.plusSeconds(messages.size())));
        }
        return messages;
    }

    private OrderView shown() {
        return views.handle(new FindOrderById(ORDER, null)).orElseThrow();
    }

    private List<String> types() {
        return views.handle(new ListTimeline(ORDER, 0)).stream()
                .map(TimelineEntryView::type)
                .toList();
    }

    @Test
    void showsAConfirmedOrder() {
        database.feed(
                projection,
                story(
                        placed(),
                        paymentRequested(),
                        HOLD,
                        captured(),
                        paid(),
                        confirmed(),
                        new ReservationCommitted(RESERVATION, ORDER)));

        var order = shown();
        assertThat(order.status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(order.version()).isEqualTo(3);
        assertThat(order.total()).isEqualByComparingTo("25");
        assertThat(order.items())
                .containsExactly(
                        new OrderView.Item(APPLE, "Apple", 2, new BigDecimal("10")),
                        new OrderView.Item(PEAR, "Pear", 1, new BigDecimal("5")));
        assertThat(order.resting()).isTrue();
        assertThat(order.placedAt()).isEqualTo(START);
        assertThat(order.updatedAt()).isEqualTo(START.plusSeconds(6));
        assertThat(types())
                .containsExactly(
                        "order.placed",
                        "order.payment_requested",
                        "reservation.held",
                        "payment.captured",
                        "order.paid",
                        "order.confirmed",
                        "reservation.committed");
        assertThat(views.handle(new ListTimeline(ORDER, 5))).hasSize(2);
    }

    @Test
    void showsTheSameWhenFedTwice() {
        var story = story(
                placed(),
                new FulfilmentDelayed(ORDER, FulfilmentStep.RESERVE, 1, 1, DEADLINE, "No answer", true),
                HOLD,
                paymentRequested(),
                cancelled(BY_CUSTOMER),
                new ReservationReleased(RESERVATION, ORDER),
                captured(),
                refundRequested(),
                refunded());
        database.feed(projection, story);
        var order = database.rows("order_view");
        var lines = database.rows("order_line_view");
        var timeline = database.rows("order_timeline");

        database.feed(projection, story);
        for (var message : story) {
            database.feed(projection, List.of(message, message));
        }

        assertThat(database.rows("order_view")).isEqualTo(order);
        assertThat(database.rows("order_line_view")).isEqualTo(lines);
        assertThat(database.rows("order_timeline")).isEqualTo(timeline);
    }

    @Test
    void namesWhatFellShort() {
        database.feed(projection, story(placed(), new ReservationRefused(RESERVATION, ORDER, SHORTAGES), rejected()));

        assertThat(shown().reason()).isEqualTo("out_of_stock");
        assertThat(views.handle(new ListTimeline(ORDER, 1)))
                .extracting(TimelineEntryView::detail)
                .containsExactly("apple wanted 2, available 1", "out_of_stock: apple wanted 2, available 1");
    }

    @Test
    void restsOnceTheMoneyOfACancelledOrderIsKnownNotToCome() {
        var story = story(placed(), paymentRequested(), cancelled(PAYMENT_TIMEOUT), new PaymentVoided(PAYMENT, ORDER));
        database.feed(projection, story.subList(0, 3));
        assertThat(shown().resting()).isFalse();
        database.feed(projection, story);
        assertThat(shown().resting()).isTrue();
    }

    @Test
    void knowsWhichOrdersAreUnfinished() {
        var story = story(placed(), HOLD, cancelled(BY_CUSTOMER), new ReservationReleased(RESERVATION, ORDER));
        database.feed(projection, story.subList(0, 1));
        assertThat(views.waitingSince(START.plusSeconds(1), null, 10)).containsExactly(ORDER);
        assertThat(views.waitingSince(START, null, 10)).isEmpty();
        assertThat(views.waitingSince(START.plusSeconds(1), ORDER, 10)).isEmpty();
        database.feed(projection, story.subList(0, 3));
        assertThat(views.waitingSince(START.plusSeconds(60), null, 10)).containsExactly(ORDER);
        database.feed(projection, story);
        assertThat(views.waitingSince(START.plusSeconds(60), null, 10)).isEmpty();
    }

    @Test
    void isNobodysWorkWhileResolvedUntilItIsPaidCancelledOrRefunded() {
        var fails = new FulfilmentDelayed(ORDER, FulfilmentStep.RESERVE, 1, 1, DEADLINE, "No answer", true);
        var resolved = new FulfilmentResolved(ORDER, "Sent by courier", OPERATOR, null);
        assertThat(unfinished(placed(), fails, resolved)).isFalse();
        assertThat(unfinished(placed(), fails, resolved, paymentRequested())).isFalse();
        assertThat(unfinished(placed(), fails, resolved, paymentRequested(), captured(), paid()))
                .isTrue();
        assertThat(unfinished(placed(), HOLD, fails, resolved, cancelled(BY_CUSTOMER)))
                .isTrue();
        assertThat(unfinished(placed(), cancelled(PAYMENT_TIMEOUT), resolved, refundRequested()))
                .isTrue();
    }

    private boolean unfinished(Object... events) {
        empty();
        database.feed(projection, story(events));
        return !views.waitingSince(START.plusSeconds(60), null, 10).isEmpty();
    }

    @Test
    void listsByOwnerAndStateFromTheYoungest() {
        database.feed(projection, story(placed()));

        assertThat(views.handle(new ListOrders(CUSTOMER, OrderStatus.PLACED, null, 10)))
                .containsExactly(shown());
        assertThat(views.handle(new ListOrders(null, null, new OrderId("z"), 10)))
                .containsExactly(shown());
        assertThat(views.handle(new ListOrders(null, null, ORDER, 10))).isEmpty();
        assertThat(views.handle(new ListOrders(CUSTOMER, OrderStatus.REJECTED, null, 10)))
                .isEmpty();
        assertThat(views.handle(new ListOrders(new UserId("user-2"), null, null, 10)))
                .isEmpty();
        assertThat(views.handle(new FindOrderById(ORDER, new UserId("user-2")))).isEmpty();
    }

    @Test
    void putsEverythingAboutAnOrderInOneSequence() {
        var sequence = new OrderSequence();
        for (var message : story(placed(), HOLD, captured(), confirmed())) {
            assertThat(sequence.getSequenceIdentifierFor(message)).isEqualTo("order-1");
        }
    }

    @Test
    void keepsThePriceListFedTwiceOrNot() {
        var prices = new PriceListProjection(JdbcClient.create(database.jdbc()));
        JdbcClient.create(database.jdbc()).sql("TRUNCATE orders.price_list").update();
        var story = story(
                new ProductCreated(
                        APPLE,
                        new UserId("m"),
                        "Apple",
                        "",
                        new BigDecimal("19.99"),
                        USD,
                        10,
                        "ABC",
                        List.of(),
                        null,
                        0),
                new ProductRepriced(APPLE, new BigDecimal("5"), USD, 0),
                new ProductRevised(APPLE, "Golden apple", "", "ABC", List.of(), null));
        database.feed(prices, story.subList(0, 1));
        assertThat(prices.handle(new ListPrices(Set.of(APPLE, PEAR))))
                .containsExactly(new PriceView(APPLE, "Apple", new BigDecimal("17.99"), USD, 0, false));

        database.feed(prices, story);
        database.feed(prices, story);
        assertThat(prices.handle(new ListPrices(Set.of(APPLE))))
                .containsExactly(new PriceView(APPLE, "Golden apple", new BigDecimal("5"), USD, 1, false));

        database.feed(
                prices,
                story(placed(), placed(), placed(), new ProductDiscontinued(APPLE))
                        .subList(3, 4));
        assertThat(prices.handle(new ListPrices(Set.of(APPLE)))).allMatch(PriceView::discontinued);
    }
}
