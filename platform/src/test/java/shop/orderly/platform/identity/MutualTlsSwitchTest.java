package shop.orderly.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutualTlsSwitchTest {

    @ParameterizedTest
    @ValueSource(strings = {"on", "ON", " on ", "true"})
    void isOnHoweverItIsWritten(String value) {
        assertThat(MutualTls.isOn(value)).isTrue();
    }

    @Test
    void isOffIfItSaysSoOrNothing() {
        assertThat(MutualTls.isOn(null)).isFalse();
        assertThat(MutualTls.isOn("")).isFalse();
        assertThat(MutualTls.isOn("off")).isFalse();
        assertThat(MutualTls.isOn("false")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "yes", "onn", "enabled"})
    void isNeverOffBecauseSomebodyMeantOn(String value) {
        assertThatThrownBy(() -> MutualTls.isOn(value)).hasMessageContaining("on or off");
    }
}
