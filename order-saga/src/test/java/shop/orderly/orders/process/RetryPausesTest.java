package shop.orderly.orders.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RetryPausesTest {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration CAP = Duration.ofMinutes(1);

    @Property
    void doublesWithAtMostHalfTakenOffAndStaysBelowTheCap(
            @ForAll @IntRange(min = 1, max = 100_000) int failures, @ForAll long seed) {
        var pause = new RetryPauses(FIRST, CAP, new Random(seed)).after(failures);
        var whole = failures > 9 ? CAP : FIRST.multipliedBy(1L << (failures - 1));
        var longest = whole.compareTo(CAP) < 0 ? whole : CAP;

        assertThat(pause).isBetween(longest.dividedBy(2), longest);
    }
}
