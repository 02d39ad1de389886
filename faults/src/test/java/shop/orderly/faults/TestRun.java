package shop.orderly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import shop.orderly.faults.agent.PlantedBug;

/** A run of the harness as a test: it has to pass, or to find what was planted. */
final class TestRun {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final double PER_SECOND = 6;

    private TestRun() {}

    static Path folder(String name) {
        return Path.of("target/runs", name + "-" + Instant.now().toEpochMilli()).toAbsolutePath();
    }

    static RunResult of(String name, Schedule schedule) {
        return of(Run.Plan.of(name, schedule, Layout.usual(), 1, PER_SECOND));
    }

    static RunResult against(PlantedBug bug) {
        return of(Run.Plan.against(bug, 1, PER_SECOND));
    }

    private static RunResult of(Run.Plan plan) {
        var result = new Run(plan.form(), plan, PROJECT, folder(plan.form())).go();
        new Report(result).write(Path.of("target/results"));
        return result;
    }

    static void requirePassed(RunResult result) {
        assertThat(result.verdict().reasons()).isEmpty();
        assertThat(result.verdict().outcome()).isEqualTo(Verdict.Outcome.PASSED);
        assertThat(result.accepted()).isPositive();
        assertThat(result.restMillis()).isBetween(0L, 60_000L);
    }
}
