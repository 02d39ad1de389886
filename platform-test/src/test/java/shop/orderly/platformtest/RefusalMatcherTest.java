package shop.orderly.platformtest;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.orderly.platformtest.RefusalMatcher.refusal;

import org.junit.jupiter.api.Test;
import shop.orderly.contracts.shared.Refusal;

class RefusalMatcherTest {
    private final Throwable outOfStock = Refusal.conflict("out_of_stock", "Order fewer.")
            .with("wanted", 3)
            .with("available", 1)
            .exception();

    @Test
    void matchesTheCodeAndTheNamedProperties() {
        assertThat(refusal("out_of_stock").matches(outOfStock)).isTrue();
        assertThat(refusal("out_of_stock").with("wanted", 3).matches(outOfStock))
                .isTrue();
    }

    @Test
    void looksThroughWrappers() {
        assertThat(refusal("out_of_stock").matches(new IllegalStateException(outOfStock)))
                .isTrue();
    }

    @Test
    void differsByCodePropertyOrKindOfException() {
        assertThat(refusal("price_changed").matches(outOfStock)).isFalse();
        assertThat(refusal("out_of_stock").with("wanted", 4).matches(outOfStock))
                .isFalse();
        assertThat(refusal("out_of_stock").matches(new IllegalStateException("out_of_stock")))
                .isFalse();
    }
}
