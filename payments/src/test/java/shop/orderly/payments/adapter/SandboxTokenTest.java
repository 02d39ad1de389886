package shop.orderly.payments.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.orderly.payments.adapter.SandboxToken.Behaviour;

class SandboxTokenTest {

    @Test
    void readsTheDelayOfASlowToken() {
        assertThat(SandboxToken.of("tok_slow_60000"))
                .isEqualTo(new SandboxToken(Behaviour.SLOW, Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "tok_", "TOK_OK", "tok_slow_", "tok_slow_60001", "tok_slow_-1", "tok_slow_999999999999"})
    void knowsNothingElse(String paymentMethod) {
        assertThat(SandboxToken.of(paymentMethod).behaviour()).isEqualTo(Behaviour.UNKNOWN);
    }
}
