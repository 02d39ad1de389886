package shop.orderly.platform.faults;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.axonframework.config.EventProcessingConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import shop.orderly.platformtest.TestJwt;

/** Faults as an operator switches them, on the profile {@code local} and on none. */
class FaultsIT {

    private static final String OPS = TestJwt.bearer("operator-1", "ops");

    private static FaultyService local;

    @BeforeAll
    static void start() {
        local = new FaultyService("spring.profiles.active=local");
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @AfterEach
    void clear() {
        assertThat(local.faults("DELETE", "", OPS).statusCode()).isEqualTo(200);
    }

    private static Map<String, String> on() {
        return JsonPath.read(local.faults("GET", "", OPS).body(), "$.faults");
    }

    @Test
    void switchesOnWhatThisServiceHasAndLeavesTheRestToOthers() {
        var answer = local.faults(
                "PUT", "{\"faults\":{\"projection\":\"poison:bell-view:2\",\"payment\":\"decline:0.3\"}}", OPS);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"service\":\"bells\",\"faults\":{\"projection\":\"poison:bell-view:2\"}}");
        assertThat(on()).containsExactly(Map.entry("projection", "poison:bell-view:2"));
        assertThat(active()).isEqualTo(1);

        local.faults("PUT", "{\"faults\":{}}", OPS);
        assertThat(on()).isEmpty();
        assertThat(active()).isZero();
    }

    private static double active() {
        return local.bean(MeterRegistry.class)
                .get("orderly.faults.active")
                .gauge()
                .value();
    }

    @Test
    void refusesWhatMakesNoSenseAndSaysWhatIsAllowed() {
        for (var body : new String[] {
            "{}",
            "{\"faults\":null}",
            "{\"faults\":{\"projection\":\"boo\"}}",
            "{\"faults\":{\"projection\":null}}",
            "{\"faults\":{\"coffee\":\"empty\"}}",
            "{\"faults\":{\"payment\":\"decline:2\"}}"
        }) {
            var answer = local.faults("PUT", body, OPS);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(JsonPath.<String>read(answer.body(), "$.type")).isEqualTo("urn:orderly:problem:fault_invalid");
            assertThat(JsonPath.<String>read(answer.body(), "$.allowed.projection"))
                    .contains("poison");
        }
        assertThat(on()).isEmpty();
    }

    @Test
    void parksThePoisonedEventAloneAndRedrivesIt() {
        local.faults("PUT", "{\"faults\":{\"projection\":\"poison:bell-view\"}}", OPS);
        local.ring("first", "second", "third");

        var bells = List.of("first", "second", "third");
        await().atMost(ofSeconds(20))
                .until(() -> bells.stream().filter(local::shows).count() == 2);
        await().atMost(ofSeconds(20))
                .until(() -> bells.stream().mapToInt(local::parked).sum() == 1);
        assertThat(bells).filteredOn(bell -> local.parked(bell) == 1).noneMatch(local::shows);

        var letters = local.bean(EventProcessingConfiguration.class)
                .sequencedDeadLetterProcessor("bell-view")
                .orElseThrow();
        assertThat(letters.processAny()).isTrue();
        await().atMost(ofSeconds(20)).until(() -> bells.stream().allMatch(local::shows));
        assertThat(bells).noneMatch(bell -> local.parked(bell) > 0);
    }

    @Test
    void isForOperators() {
        var customer = TestJwt.bearer("user-1", "customer");
        for (var method : new String[] {"GET", "PUT", "DELETE"}) {
            assertThat(local.faults(method, "{}", customer).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void doesNotExistOutsideTheLocalProfile() {
        try (var elsewhere = new FaultyService()) {
            for (var method : new String[] {"GET", "PUT", "DELETE"}) {
                assertThat(elsewhere.faults(method, "{\"faults\":{}}", OPS).statusCode())
                        .as(method)
                        .isEqualTo(404);
            }
            assertThat(elsewhere.beans(FaultPoint.class)).isZero();
            assertThat(elsewhere.beans(PoisonedHandlers.class)).isZero();
            elsewhere.ring("only");
            await().atMost(ofSeconds(20)).until(() -> elsewhere.shows("only"));
        }
    }
}
