package shop.orderly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BriefRunIT {
    @Test
    void theShopKeepsItsWordThoughEveryProcessIsKilled() {
        var result = TestRun.of("brief", Schedule.brief(1));

        TestRun.requirePassed(result);
        assertThat(result.injected().stream()
                        .filter(one -> one.injection().kind().isKill()))
                .hasSizeGreaterThanOrEqualTo(10);
    }
}
