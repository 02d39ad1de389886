package shop.orderly.catalogue.api;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.shared.Refusal;

/**
 * What a product costs.
 *
 * @param list the price of one unit before discount: 0 .. 1 000 000 000 major units
 * @param discount percentage 0..100
 */
public record Price(Money list, int discount) {

    private static final BigDecimal MAX = BigDecimal.valueOf(1_000_000_000);

    /**
     * Reads a price as people write it. Refuses with {@code validation_failed}.
     *
     * @param major the price in major units, with at most the currency's decimals
     * @param code the currency's ISO-4217 code
     * @param discount percentage 0..100
     */
    public static Price of(BigDecimal major, String code, int discount) {
        var currency = currency(code);
        try {
            return new Price(Money.ofMajor(major, currency), discount);
        } catch (ArithmeticException tooFineOrTooMuch) {
            throw refusal(
                    "price",
                    "A price in %s has at most %d decimals and is at most %s."
                            .formatted(currency, currency.getDefaultFractionDigits(), MAX));
        }
    }

    private static Currency currency(String code) {
        try {
            var currency = Currency.getInstance(code);
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException unknown) {
            throw noCurrency(code);
        }
        throw noCurrency(code);
    }

    private static RuntimeException noCurrency(String code) {
        return refusal("currency", code + " is no currency that one can pay with.");
    }

    /** Facts are never doubted, so only commands ask this. Refuses with {@code validation_failed}. */
    void requireSound() {
        if (list.minor() < 0 || list.major().compareTo(MAX) > 0) {
            throw refusal("price", "A price is between 0 and %s.".formatted(MAX));
        }
        if (discount < 0 || discount > 100) {
            throw refusal("discount", "A discount is a percentage from 0 to 100.");
        }
    }

    /** What a customer pays for one unit. */
    public Money afterDiscount() {
        return list.discounted(discount);
    }

    private static RuntimeException refusal(String field, String message) {
        return Refusal.invalid("validation_failed", message)
                .with("errors", List.of(Map.of("field", field, "message", message)))
                .exception();
    }
}
