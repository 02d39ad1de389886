package shop.orderly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final List<Operation> GOOD = LongStream.range(0, 100)
            .mapToObj(n -> operation(n, n * 100, Operation.Outcome.OK))
            .toList();

    @Test
    void passesWhatAddsUpAndWasAnswered() {
        assertThat(Verdict.of(List.of(), List.of(fault(true, 500L)), GOOD, List.of())
                        .outcome())
                .isEqualTo(Verdict.Outcome.PASSED);
    }

    @Test
    void isViolatedByAnyFindingWhateverElse() {
        var verdict =
                Verdict.of(List.of("an order is gone"), List.of(fault(false, null)), List.of(), List.of("no end"));
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.VIOLATED);
        assertThat(verdict.reasons()).contains("an order is gone", "no end");
    }

    @Test
    void saysNothingIfAFaultLeftNoTraceOrTheRunDidNotEnd() {
        assertThat(Verdict.of(List.of(), List.of(fault(false, 500L)), GOOD, List.of())
                        .outcome())
                .isEqualTo(Verdict.Outcome.UNKNOWN);
        assertThat(Verdict.of(List.of(), List.of(), GOOD, List.of("a service did not come back"))
                        .outcome())
                .isEqualTo(Verdict.Outcome.UNKNOWN);
        assertThat(Verdict.of(List.of(), List.of(), GOOD.subList(0, 10), List.of())
                        .outcome())
                .isEqualTo(Verdict.Outcome.UNKNOWN);
    }

    @Test
    void saysNothingIfTooLittleWasAnsweredOutsideOfFaults() {
        var failures = Stream.concat(
                        GOOD.stream(),
                        LongStream.range(100, 110).mapToObj(n -> operation(n, n * 100, Operation.Outcome.FAIL)))
                .toList();
        assertThat(Verdict.of(List.of(), List.of(), failures, List.of()).outcome())
                .isEqualTo(Verdict.Outcome.UNKNOWN);
    }

    @Test
    void doesNotBlameTheShopForWhatAFaultTouched() {
        var failuresInTheWindow = Stream.concat(
                        GOOD.stream(),
                        LongStream.range(0, 50).mapToObj(n -> operation(n, 400, Operation.Outcome.UNKNOWN)))
                .toList();
        var verdict = Verdict.of(List.of(), List.of(fault(true, 500L)), failuresInTheWindow, List.of());
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.PASSED);
        assertThat(verdict.answered()).isEqualTo(verdict.outside());
    }

    /** From 300 to 500 ms, if orders were accepted again; else for ever. */
    private static Injected fault(boolean isSeen, @Nullable Long accepted) {
        return new Injected(
                new Injection(FaultKind.KILL_KAFKA, "kafka", Duration.ofMillis(1)),
                300,
                301,
                450,
                accepted,
                0L,
                new Evidence(isSeen, Map.of()));
    }

    private static Operation operation(long number, long at, Operation.Outcome outcome) {
        return new Operation(number, Operation.Kind.PLACE, at, at, at + 20, outcome, 202, 1, "order-" + number);
    }
}
