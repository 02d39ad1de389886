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
        var name = "bug-" + bug;
        var layout = Layout.usual().with(AgentJar.in(TestRun.folder(name)).bug(bug));

        var result = TestRun.of(name, Schedule.against(bug), layout);

        assertThat(result.verdict().outcome()).isEqualTo(Verdict.Outcome.VIOLATED);
    }
}
