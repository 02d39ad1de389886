package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Runs after every other journey and reads what they left behind. */
@Isolated // and so after all that may run side by side
class LastAuditJourneyTest {
    @Test
    void afterAllStoriesEveryStoreAddsUp() {
        var mary = TestShop.somebody();
        mary.sees(
                mary.orders(mary.offers("Desk", "10", 1), 1, "tok_ok")
                        .expect(202)
                        .field("id"),
                "CONFIRMED");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Audit.findings(TestShop.ports(), TestShop.secrets(), List.of()))
                        .isEmpty());
    }
}
