package shop.orderly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Layout LAYOUT = Layout.usual();

    @Test
    void theSameSeedGivesTheSameFaults() {
        assertThat(Schedule.brief(7)).isEqualTo(Schedule.brief(7)).isNotEqualTo(Schedule.brief(8));
        assertThat(Schedule.full(7, LAYOUT)).isEqualTo(Schedule.full(7, LAYOUT)).isNotEqualTo(Schedule.full(8, LAYOUT));
    }

    @Test
    void theBriefOneKillsAtLeastTenTimesAndEveryServiceOnce() {
        var killed = Schedule.brief(1).injections().stream()
                .filter(one -> one.kind().isKill())
                .map(Injection::target)
                .toList();
        assertThat(killed).hasSizeGreaterThanOrEqualTo(10).doesNotHaveDuplicates();
        assertThat(killed.stream().map(name -> name.replaceFirst("-\\d$", "")).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "product-command",
                        "category-query",
                        "user-service",
                        "product-query",
                        "order-saga",
                        "payments",
                        "gateway",
                        "postgres",
                        "kafka");
    }

    @Test
    void theFullOneHasSixtyFaultsOfTwelveKindsEvenWhereDisksAndClocksAreOutOfReach() {
        var schedule = Schedule.full(1, LAYOUT).without(List.of(FaultKind.DISK_FULL, FaultKind.CLOCK_SKEW));
        assertThat(schedule.injections()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(schedule.injections().stream().map(Injection::kind).distinct())
                .hasSizeGreaterThanOrEqualTo(12)
                .doesNotContain(FaultKind.DISK_FULL);
    }

    @Test
    void oneOfEachKind() {
        assertThat(Schedule.kinds(3, LAYOUT).injections().stream().map(Injection::kind))
                .containsExactlyInAnyOrder(FaultKind.values());
    }
}
