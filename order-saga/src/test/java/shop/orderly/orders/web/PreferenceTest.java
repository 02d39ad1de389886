package shop.orderly.orders.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"wait=5|5", "respond-async, wait=10|10", "WAIT = \"3\"; foo|3", "wait=0|0", "wait=999|30"})
    void readsHowLongToWait(String prefer, int seconds) {
        assertThat(Preference.waiting(prefer)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "respond-async", "wait", "wait=x", "wait=-1", "await=5", "wait=1234567"})
    void ignoresWhatItDoesNotKnow(String prefer) {
        assertThat(Preference.waiting(prefer)).isEmpty();
    }

    @Test
    void doesNotWaitUnasked() {
        assertThat(Preference.waiting(null)).isEmpty();
    }
}
