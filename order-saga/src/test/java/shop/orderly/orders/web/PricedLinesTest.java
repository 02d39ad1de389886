package shop.orderly.orders.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shop.orderly.orders.OrderMother.APPLE;
import static shop.orderly.orders.OrderMother.PEAR;
import static shop.orderly.orders.OrderMother.USD;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.orders.Obstacle;
import shop.orderly.contracts.orders.OrderLine;
import shop.orderly.contracts.orders.RejectionReason;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.orders.api.PriceView;

class PricedLinesTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    private static PriceView price(ProductId product, String price, Currency currency) {
        return new PriceView(product, "Thing", new BigDecimal(price), currency, 7, false);
    }

    private static Map<ProductId, PriceView> list(PriceView... prices) {
        return Arrays.stream(prices).collect(Collectors.toMap(PriceView::productId, Function.identity()));
    }

    private static PlaceOrderRequest.Item item(ProductId product, int quantity, @Nullable String seen) {
        return new PlaceOrderRequest.Item(product.value(), quantity, seen == null ? null : new BigDecimal(seen));
    }

    @Test
    void stampsThePresentPricesAndTheirVersions() {
        var priced = PricedLines.of(
                List.of(item(APPLE, 2, "19.990"), item(PEAR, 1, null)),
                list(price(APPLE, "19.99", USD), price(PEAR, "5", USD)));

        assertThat(priced.lines())
                .containsExactly(
                        new OrderLine(APPLE, "Thing", 2, new BigDecimal("19.99"), 7),
                        new OrderLine(PEAR, "Thing", 1, new BigDecimal("5"), 7));
        assertThat(priced.total().major()).isEqualByComparingTo("44.98");
        assertThat(priced.obstacle()).isNull();
    }

    @Test
    void refusesAnotherPriceThanThePresentOne() {
        assertThatThrownBy(() -> PricedLines.of(
                        List.of(item(APPLE, 2, "19.98"), item(PEAR, 1, "5")),
                        list(price(APPLE, "19.99", USD), price(PEAR, "5", USD))))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.refusal().code()).isEqualTo("price_changed");
                    assertThat(refused.refusal().properties())
                            .containsEntry(
                                    "prices", List.of(new PricedLines.Price("apple", new BigDecimal("19.99"), "USD")));
                });
    }

    @Test
    void refusesATotalThatDoesNotFit() {
        assertThatThrownBy(() ->
                        PricedLines.of(List.of(item(APPLE, 10_000, null)), list(price(APPLE, "999999999999999", USD))))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("validation_failed"));
    }

    @Test
    void findsWhatStandsInTheWay() {
        var unknown = PricedLines.of(List.of(item(APPLE, 1, "1"), item(PEAR, 1, null)), list(price(PEAR, "5", EUR)));
        assertThat(unknown.obstacle()).isEqualTo(new Obstacle(RejectionReason.UNKNOWN_PRODUCT, List.of(APPLE)));
        assertThat(unknown.currency()).isEqualTo(EUR);

        var gone = new PriceView(APPLE, "Thing", BigDecimal.ONE, USD, 0, true);
        assertThat(PricedLines.of(List.of(item(APPLE, 1, null)), list(gone)).obstacle())
                .isEqualTo(new Obstacle(RejectionReason.PRODUCT_DISCONTINUED, List.of(APPLE)));

        var mixed = PricedLines.of(
                List.of(item(APPLE, 1, null), item(PEAR, 1, null)),
                list(price(APPLE, "1", USD), price(PEAR, "5", EUR)));
        assertThat(mixed.obstacle()).isEqualTo(new Obstacle(RejectionReason.CURRENCY_MISMATCH, List.of(PEAR)));
        assertThat(mixed.lines().getLast().unitPrice()).isNull();
        assertThat(mixed.total().major()).isEqualByComparingTo("1");
    }
}
