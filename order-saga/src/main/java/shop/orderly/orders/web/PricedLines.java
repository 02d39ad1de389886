package shop.orderly.orders.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.orders.Obstacle;
import shop.orderly.contracts.orders.OrderLine;
import shop.orderly.contracts.orders.RejectionReason;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.orders.api.PriceView;
import shop.orderly.platform.web.Problem;

/**
 * The lines of an order at the prices of this moment.
 *
 * @param currency of the first product that has a price
 * @param total Σ quantity × unit price
 * @param obstacle what keeps the order from being fulfilled
 */
record PricedLines(
        List<OrderLine> lines,
        Currency currency,
        Money total,
        @Nullable Obstacle obstacle) {

    /** The present price of a line whose price the customer saw otherwise. */
    record Price(String productId, BigDecimal unitPrice, String currency) {}

    /**
     * Stamps prices.
     *
     * @param prices of the products that the price list knows
     * @throws shop.orderly.contracts.shared.RefusedException {@code price_changed}, {@code validation_failed} if the total is
     *     too large
     */
    static PricedLines of(List<PlaceOrderRequest.Item> items, Map<ProductId, PriceView> prices) {
        refuseOtherPrices(items, prices);
        var currency = items.stream()
                .map(item -> prices.get(new ProductId(item.productId())))
                .flatMap(price -> Optional.ofNullable(price).stream())
                .map(PriceView::currency)
                .findFirst()
                .orElse(Money.DEFAULT_CURRENCY);
        var lines = items.stream()
                .map(item -> line(item, prices.get(new ProductId(item.productId())), currency))
                .toList();
        return new PricedLines(lines, currency, total(lines, currency), obstacle(lines, prices, currency));
    }

    private static void refuseOtherPrices(List<PlaceOrderRequest.Item> items, Map<ProductId, PriceView> prices) {
        var changed = new ArrayList<Price>();
        for (var item : items) {
            var seen = item.unitPrice();
            var price = prices.get(new ProductId(item.productId()));
            if (seen != null && price != null && seen.compareTo(price.price()) != 0) {
                changed.add(new Price(
                        item.productId(), price.price(), price.currency().getCurrencyCode()));
            }
        }
        if (!changed.isEmpty()) {
            throw Refusal.conflict("price_changed", "Prices have changed; order again at the present ones.")
                    .with("prices", changed)
                    .exception();
        }
    }

    private static OrderLine line(PlaceOrderRequest.Item item, @Nullable PriceView price, Currency currency) {
        var product = new ProductId(item.productId());
        if (price == null) {
            return new OrderLine(product, "", item.quantity(), null, -1);
        }
        var unitPrice = price.currency().equals(currency) ? price.price() : null;
        return new OrderLine(product, price.name(), item.quantity(), unitPrice, price.priceVersion());
    }

    private static Money total(List<OrderLine> lines, Currency currency) {
        try {
            var total = Money.zero(currency);
            for (var line : lines) {
                if (line.unitPrice() != null) {
                    total = total.plus(Money.ofMajor(line.unitPrice(), currency).times(line.quantity()));
                }
            }
            return total;
        } catch (ArithmeticException overflow) {
            throw Refusal.invalid("validation_failed", "The request is not valid; see errors.")
                    .with("errors", List.of(new Problem.FieldProblem("items", "are worth more than can be charged")))
                    .exception();
        }
    }

    private static @Nullable Obstacle obstacle(
            List<OrderLine> lines, Map<ProductId, PriceView> prices, Currency currency) {
        var products = lines.stream().map(OrderLine::productId).distinct().toList();
        var unknown = products.stream().filter(it -> !prices.containsKey(it)).toList();
        if (!unknown.isEmpty()) {
            return new Obstacle(RejectionReason.UNKNOWN_PRODUCT, unknown);
        }
        var priced = products.stream().map(prices::get).toList();
        var gone = priced.stream()
                .filter(PriceView::discontinued)
                .map(PriceView::productId)
                .toList();
        if (!gone.isEmpty()) {
            return new Obstacle(RejectionReason.PRODUCT_DISCONTINUED, gone);
        }
        var foreign = priced.stream()
                .filter(it -> !it.currency().equals(currency))
                .map(PriceView::productId)
                .toList();
        return foreign.isEmpty() ? null : new Obstacle(RejectionReason.CURRENCY_MISMATCH, foreign);
    }
}
