package shop.orderly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplicasIT {
    @Test
    void twoThatPushOrdersAndTwoThatTakeMoneyDoEverythingOnceThoughOneOfEachIsKilled() {
        var result = TestRun.of("replicas", Schedule.replicas());

        TestRun.requirePassed(result);
        assertThat(result.injected()).hasSize(4).allMatch(one -> one.evidence().isSeen());
    }
}
