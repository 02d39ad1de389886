package shop.orderly.contracts.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class MoneyTest {
    private static final Currency USD = Currency.getInstance("USD");

    /** With 2, 0 and 3 decimals. */
    @Provide
    Arbitrary<Currency> currencies() {
        return Arbitraries.of("USD", "JPY", "KWD").map(Currency::getInstance);
    }

    @Property
    void majorUnitsReadBackAsTheSameAmount(@ForAll long minor, @ForAll("currencies") Currency currency) {
        var money = new Money(minor, currency);
        assertThat(Money.ofMajor(money.major(), currency)).isEqualTo(money);
    }

    @Property
    void majorUnitsAreNeverScientificNorPadded(@ForAll long minor, @ForAll("currencies") Currency currency) {
        var shown = new Money(minor, currency).major().toString();
        assertThat(shown).matches("-?\\d+(\\.\\d*[1-9])?");
    }

    @Property
    void additionIsExactOrRefused(@ForAll long one, @ForAll long two) {
        var exact = BigInteger.valueOf(one).add(BigInteger.valueOf(two));
        if (exact.bitLength() < 64) {
            assertThat(usd(one).plus(usd(two)).minor()).isEqualTo(exact.longValueExact());
            assertThat(usd(one).plus(usd(two)).minus(usd(two))).isEqualTo(usd(one));
        } else {
            assertThatThrownBy(() -> usd(one).plus(usd(two))).isInstanceOf(ArithmeticException.class);
        }
    }

    @Property
    void multiplicationIsExactOrRefused(@ForAll long minor, @ForAll @IntRange(min = 1, max = 10_000) int quantity) {
        var exact = BigInteger.valueOf(minor).multiply(BigInteger.valueOf(quantity));
        if (exact.bitLength() < 64) {
            assertThat(usd(minor).times(quantity).minor()).isEqualTo(exact.longValueExact());
        } else {
            assertThatThrownBy(() -> usd(minor).times(quantity)).isInstanceOf(ArithmeticException.class);
        }
    }

    @Property
    void aDiscountRoundsHalfEvenToTheMinorUnit(@ForAll long minor, @ForAll @IntRange(max = 100) int percent) {
        var exact = BigDecimal.valueOf(minor)
                .multiply(BigDecimal.valueOf(100L - percent))
                .movePointLeft(2);
        assertThat(usd(minor).discounted(percent).minor())
                .isEqualTo(exact.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
    }

    @Property
    void aDiscountedPriceLiesBetweenNothingAndThePrice(
            @ForAll @IntRange(min = 0) int minor, @ForAll @IntRange(max = 100) int percent) {
        assertThat(usd(minor).discounted(percent).minor()).isBetween(0L, (long) minor);
    }

    @Property
    void anImpossibleDiscountIsRefused(
            @ForAll @IntRange(min = 101) int above, @ForAll @IntRange(min = Integer.MIN_VALUE, max = -1) int below) {
        assertThatThrownBy(() -> usd(1).discounted(above)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> usd(1).discounted(below)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void currenciesAreNeverMixed(@ForAll int one, @ForAll int two) {
        var yen = new Money(two, Currency.getInstance("JPY"));
        assertThatThrownBy(() -> usd(one).plus(yen)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> usd(one).minus(yen)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> usd(one).compareTo(yen)).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void halvesGoToTheEvenNeighbour() {
        assertThat(usd(5).discounted(50)).isEqualTo(usd(2));
        assertThat(usd(15).discounted(50)).isEqualTo(usd(8));
        assertThat(usd(100_000).discounted(10)).isEqualTo(usd(90_000));
    }

    @Example
    void moreDecimalsThanTheCurrencyHasAreRefused() {
        assertThatThrownBy(() -> Money.ofMajor(new BigDecimal("0.001"), USD)).isInstanceOf(ArithmeticException.class);
    }

    private static Money usd(long minor) {
        return new Money(minor, USD);
    }
}
