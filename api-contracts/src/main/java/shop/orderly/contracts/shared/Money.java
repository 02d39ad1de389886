package shop.orderly.contracts.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An exact amount of one currency.
 *
 * @param minor the amount in the currency's minor units (cents for USD, yen for JPY); may be negative
 * @param currency an ISO-4217 currency; arithmetic refuses to mix two
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {

    /** The currency of an amount that names none. */
    public static final Currency DEFAULT_CURRENCY = Currency.getInstance("USD");

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /**
     * Reads major units as JSON shows them: {@code 1000} or {@code 19.99}.
     *
     * @throws ArithmeticException if the amount has more decimals than the currency, or does not fit a long
     */
    public static Money ofMajor(BigDecimal major, Currency currency) {
        return new Money(major.movePointRight(digits(currency)).longValueExact(), currency);
    }

    /** The amount in major units without needless zeros, never in scientific notation: {@code 1000}, {@code 19.99}. */
    public BigDecimal major() {
        var stripped = BigDecimal.valueOf(minor, digits(currency)).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** @throws ArithmeticException on overflow */
    public Money plus(Money other) {
        requireSameCurrency(other);
        return new Money(Math.addExact(minor, other.minor), currency);
    }

    /** @throws ArithmeticException on overflow */
    public Money minus(Money other) {
        requireSameCurrency(other);
        return new Money(Math.subtractExact(minor, other.minor), currency);
    }

    /** @throws ArithmeticException on overflow */
    public Money times(int quantity) {
        return new Money(Math.multiplyExact(minor, (long) quantity), currency);
    }

    /**
     * The price of one unit after a discount, rounded half-even to the minor unit.
     *
     * @param percent 0..100
     */
    public Money discounted(int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("A discount is a percentage from 0 to 100, not " + percent);
        }
        var kept = BigDecimal.valueOf(minor).multiply(BigDecimal.valueOf(100L - percent));
        return new Money(kept.divide(HUNDRED, 0, RoundingMode.HALF_EVEN).longValueExact(), currency);
    }

    public boolean isZero() {
        return minor == 0;
    }

    @Override
    public int compareTo(Money other) {
        requireSameCurrency(other);
        return Long.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major().toPlainString() + " " + currency;
    }

    private void requireSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot combine " + this + " with " + other);
        }
    }

    private static int digits(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }
}
