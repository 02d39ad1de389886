package shop.orderly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shop.orderly.faults.agent.PlantedBug;

/** A harness that finds nothing shows nothing: with a bug of which it is known, it has to find it. */
class PlantedBugsIT {
    @ParameterizedTest
    @EnumSource
    void aRunFindsAPlantedBug(PlantedBug bug) {
        var verdict = TestRun.against(bug).verdict();

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.VIOLATED);
        assertThat(verdict.reasons()).anyMatch(reason -> bug.breaks().stream().anyMatch(reason::startsWith));
    }
}
