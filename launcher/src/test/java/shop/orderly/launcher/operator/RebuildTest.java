package shop.orderly.launcher.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RebuildTest {

    @Test
    void theLineShowsHowFarHowFastAndHowLongStill() {
        assertThat(rebuild("building", 1_000, 251_000, 501_000).line())
                .isEqualTo("product-view [###############...............] 50 %  251 000 of 501 000"
                        + "  12 500 events/s  1 min 20 s left  building");
    }

    @Test
    void theLineSaysHowManyEventsWerePassedOver() {
        var json = rebuild("done", 0, 100, 100).json();
        assertThat(Rebuild.of(((ObjectNode) json)
                                .set("verification", JsonMapper.shared().readTree("{\"passed_over\":2}")))
                        .line())
                .isEqualTo("product-view [##############################] 100 %  100 of 100"
                        + "  2 discarded events passed over  done");
        assertThat(rebuild("done", 0, 100, 100).line()).doesNotContain("passed over");
    }

    @ParameterizedTest
    @CsvSource({"done, true, true", "rolled_back, true, true", "failed, true, false", "cancelled, true, false"})
    void whatHasEndedSaysHow(String state, boolean hasEnded, boolean isGood) {
        var rebuild = rebuild(state, 0, 10, 100);
        assertThat(rebuild.hasEnded()).isEqualTo(hasEnded);
        assertThat(rebuild.isGood()).isEqualTo(isGood);
        assertThat(rebuild.line()).doesNotContain("left", "events/s");
    }

    @Test
    void anEmptyHistoryIsDoneAtOnceAndNothingIsMoreThanAllOfIt() {
        assertThat(rebuild("building", 0, 0, 0).done()).isEqualTo(1);
        assertThat(rebuild("building", 0, 120, 100).done()).isEqualTo(1);
        assertThat(rebuild("building", 50, 40, 100).done()).isZero();
    }

    private static Rebuild rebuild(String state, long start, long position, long head) {
        return Rebuild.of(JsonMapper.shared().readTree("""
                {"id":"1","projection":"product-view","state":"%s","start_position":%d,"position":%d,"head":%d,
                 "events_per_second":12500.4,"eta_seconds":80}""".formatted(state, start, position, head)));
    }
}
