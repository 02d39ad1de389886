package shop.orderly.platform.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.platform.faults.Fault.Kind;

class FaultGrammarTest {

    @Test
    void readsWhatAPointCanDo() {
        assertThat(FaultGrammar.read("payment", "decline:0.3 | slow:500ms|timeout|unavailable"))
                .containsExactly(
                        new Fault(Kind.DECLINE, 0.3, Duration.ZERO, "", 1),
                        new Fault(Kind.SLOW, 1, Duration.ofMillis(500), "", 1),
                        new Fault(Kind.TIMEOUT, 1, Duration.ZERO, "", 1),
                        new Fault(Kind.UNAVAILABLE, 1, Duration.ZERO, "", 1));
        assertThat(FaultGrammar.read("stock", "slow:2s"))
                .containsExactly(new Fault(Kind.SLOW, 1, Duration.ofSeconds(2), "", 1));
        assertThat(FaultGrammar.read("projection", "poison:order-view:3"))
                .containsExactly(new Fault(Kind.POISON, 1, Duration.ZERO, "order-view", 3));
        assertThat(FaultGrammar.read("projection", "poison"))
                .containsExactly(new Fault(Kind.POISON, 1, Duration.ZERO, "", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "payment; ''",
                "payment; decline:",
                "payment; decline:0",
                "payment; decline:1.5",
                "payment; decline:-0.1",
                "payment; decline:1e-3",
                "payment; decline:NaN",
                "payment; decline|decline:0.5",
                "payment; decline|",
                "payment; unavailable:1",
                "payment; fail",
                "payment; slow",
                "payment; slow:0ms",
                "payment; slow:61s",
                "payment; slow:5",
                "payment; slow:999999ms",
                "stock; decline",
                "projection; poison:",
                "projection; poison::2",
                "projection; poison:Order View",
                "projection; poison:order-view:0",
                "projection; poison:order-view:1:2",
                "kafka; up",
                "inbox; pause:1s",
                "coffee; empty"
            })
    void refusesEverythingElseAndSaysWhatIsAllowed(String point, String text) {
        assertThatThrownBy(() -> FaultGrammar.read(point, text))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.refusal().code()).isEqualTo("fault_invalid");
                    assertThat(refused.refusal().properties()).containsEntry("allowed", FaultGrammar.ALLOWED);
                });
    }

    @Test
    void describesEveryPoint() {
        assertThat(FaultGrammar.ALLOWED.keySet()).isEqualTo(FaultGrammar.POINTS.keySet());
    }

    @Test
    void strikesItsShareOfTheCallsAndTheSameOnesForTheSameSeed() {
        var point = FaultPoint.named("payment");
        var faults = new Faults(List.of(point), 42L);
        faults.replace(Map.of("payment", "decline:0.3"));
        var first = IntStream.range(0, 1000).mapToObj(i -> point.declines()).toList();
        faults.replace(Map.of("payment", "decline:0.3"));
        var second = IntStream.range(0, 1000).mapToObj(i -> point.declines()).toList();

        assertThat(first).isEqualTo(second);
        assertThat(first.stream().filter(struck -> struck).count()).isBetween(250L, 350L);
    }

    @Test
    void leavesEverythingAsItWasIfOneTextMakesNoSense() {
        var point = FaultPoint.named("payment");
        var faults = new Faults(List.of(point), null);
        faults.replace(Map.of("payment", "unavailable"));

        assertThatThrownBy(() -> faults.replace(Map.of("payment", "decline", "stock", "boo")))
                .isInstanceOf(RefusedException.class);
        assertThat(faults.on()).containsExactly(Map.entry("payment", "unavailable"));
        faults.replace(Map.of("stock", "unavailable"));
        assertThat(faults.on()).isEmpty();
        assertThat(point.isUnavailable()).isFalse();
    }

    @Test
    void poisonsEachGroupAsOftenAsItWasAsked() {
        var point = FaultPoint.named("projection");
        var faults = new Faults(List.of(point), null);
        faults.replace(Map.of("projection", "poison"));
        assertThat(List.of(point.poisons("a"), point.poisons("b"), point.poisons("a"), point.poisons("b")))
                .containsExactly(true, true, false, false);
        faults.replace(Map.of("projection", "poison:a:2"));
        assertThat(List.of(point.poisons("a"), point.poisons("b"), point.poisons("a"), point.poisons("a")))
                .containsExactly(true, false, true, false);
    }

    @Test
    void ownsNoPointThatNobodyKnows() {
        assertThatThrownBy(() -> FaultPoint.named("coffee")).isInstanceOf(IllegalArgumentException.class);
    }
}
