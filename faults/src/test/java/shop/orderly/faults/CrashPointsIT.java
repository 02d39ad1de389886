package shop.orderly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import shop.orderly.faults.agent.CrashPoint;

class CrashPointsIT {
    @Test
    void nothingIsLostOrDoneTwiceWhereverAProcessHalts() {
        var result = TestRun.of("crash-points", Schedule.crashes(1));

        TestRun.requirePassed(result);
        assertThat(result.injected()).hasSize(CrashPoint.values().length);
    }
}
