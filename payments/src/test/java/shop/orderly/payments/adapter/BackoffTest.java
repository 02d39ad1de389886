package shop.orderly.payments.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

    @Property
    void doublesUpToItsLimitLessHalfAtMost(@ForAll @IntRange(min = 1, max = 10_000) int attempts) {
        var full = Math.min(200L << Math.min(attempts - 1, 20), 30_000);

        assertThat(backoff.after(attempts).toMillis()).isBetween(full / 2, full);
    }
}
