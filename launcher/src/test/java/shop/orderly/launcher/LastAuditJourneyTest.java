package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import shop.orderly.audit.Audit;

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
        var stores = LocalStores.of(TestShop.ports(), TestShop.secrets(), TestShop.certificates(KafkaAcls.AUDIT));
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var report = Audit.ofRest(List.of()).of(stores);
            assertThat(report.complaints()).isEmpty();
            assertThat(report.entries()).hasSize(8);
            assertThat(report.isOk()).isTrue();
        });
    }
}
