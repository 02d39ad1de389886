package shop.orderly.orders.domain;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.orders.OrderLine;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.shared.Refusal;

/**
 * The lines of an order: 1..100, each of 1..10,000 units, prices not below zero, worth a total that fits.
 *
 * @param lines as the customer gave them; a product may appear on several
 * @param total Σ quantity × unit price; a line without a price counts nothing
 */
record OrderedLines(List<OrderLine> lines, Money total) {

    private static final int MOST_LINES = 100;
    private static final int MOST_UNITS = 10_000;

    /** Refuses with {@code invalid_order}. */
    static OrderedLines of(List<OrderLine> lines, Currency currency) {
        if (lines.isEmpty() || lines.size() > MOST_LINES) {
            throw invalid("An order has 1 to " + MOST_LINES + " lines, not " + lines.size() + ".");
        }
        var total = Money.zero(currency);
        for (var line : lines) {
            if (line.quantity() < 1 || line.quantity() > MOST_UNITS) {
                throw invalid("A line is of 1 to " + MOST_UNITS + " units, not " + line.quantity() + ".");
            }
            total = add(total, line);
        }
        return new OrderedLines(List.copyOf(lines), total);
    }

    /** What to hold, line by line: inventory merges lines of one product. */
    static List<ReservedLine> held(List<OrderLine> lines) {
        return lines.stream()
                .map(line -> new ReservedLine(line.productId(), line.quantity()))
                .toList();
    }

    private static Money add(Money total, OrderLine line) {
        BigDecimal price = line.unitPrice();
        if (price == null) {
            return total;
        }
        if (price.signum() < 0) {
            throw invalid("A price is not below zero: " + price.toPlainString() + ".");
        }
        try {
            return total.plus(Money.ofMajor(price, total.currency()).times(line.quantity()));
        } catch (ArithmeticException overflow) {
            throw invalid("The total is too large.");
        }
    }

    private static RuntimeException invalid(String sentence) {
        return Refusal.invalid("invalid_order", sentence).exception();
    }
}
