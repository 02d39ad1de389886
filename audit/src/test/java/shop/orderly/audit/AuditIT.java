package shop.orderly.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shop.orderly.audit.stores.Database;
import shop.orderly.audit.stores.Login;
import shop.orderly.audit.stores.Sources;

/** A shop that is in order is said to be, and what cannot be read is not. */
class AuditIT {
    private static final Audit ALL = new Audit(Set.of(), Duration.ofMinutes(90), Set.of("bought", "stuck"));

    @Test
    void whatIsInOrderIsSaidToBe() {
        var stores = Story.lookedAfter(PlantedStores.of(Story.told()), "stuck");
        var report = ALL.of(stores.sources());
        assertThat(report.complaints()).isEmpty();
        assertThat(report.exitCode()).isZero();
        assertThat(report.lines())
                .hasSize(8)
                .anyMatch(line -> line.startsWith("I1 stock        ok       3 products, "));
        assertThat(counts(report, "I3")).contains("stuck=1", "settled by hand=1", "under way=1");
        assertThat(counts(report, "I8")).contains("settled by hand=1", "under way=1", "live=3");
        assertThat(counts(report, "I2")).contains("accounts of the provider=4");
    }

    @Test
    void whatAnOperatorSaidIsKeptIsCountedAndNotPassedInSilence() {
        var history = Story.told().couriered("kept", "10", "10");
        var report =
                ALL.of(Story.lookedAfter(PlantedStores.of(history), "stuck").sources());
        assertThat(report.complaints()).isEmpty();
        assertThat(counts(report, "I2")).contains("settled by hand=1", "owed and accepted by an operator=1");
    }

    @Test
    void anEmptyShopIsInOrder() {
        var report = ALL.of(PlantedStores.of(new History(Story.NOW)).sources());
        assertThat(report.complaints())
                .containsExactly(
                        "I3 order bought: was accepted and does not exist",
                        "I3 order stuck: was accepted and does not exist");
    }

    @Test
    void withoutABoundEverythingHasToRest() {
        var stores = Story.lookedAfter(PlantedStores.of(Story.told()), "stuck");
        var report = Audit.ofRest(List.of()).of(stores.sources());
        assertThat(report.complaints())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("I3 order fresh: is PLACED"))
                .anyMatch(line -> line.startsWith("I8 order fresh: is PLACED and waits for nothing"));
    }

    @Test
    void withoutKafkaTheTopicsAreUnknownAndTheRestIsKnown() {
        var stores = Story.lookedAfter(PlantedStores.of(Story.told()), "stuck");
        var report = ALL.of(stores.sourcesWithoutKafka());
        assertThat(report.complaints()).containsExactly("I7 Nobody said how to reach Kafka");
        assertThat(report.exitCode()).isEqualTo(2);
    }

    @Test
    void aStoreThatCannotBeReadMakesEverythingUnknown() {
        var stores = PlantedStores.of(Story.told());
        var logins = new EnumMap<Database, Login>(stores.sources().logins());
        logins.put(
                Database.ORDER, new Login(stores.sources().login(Database.ORDER).url(), "nobody", ""));
        var report = ALL.of(new Sources(logins, stores.sources().kafka(), ""));
        assertThat(report.exitCode()).isEqualTo(2);
        assertThat(report.complaints()).hasSize(8).allMatch(line -> line.contains("Cannot read order_db"));
    }

    @Test
    void onlyWhatWasAskedForIsChecked() {
        var stores = PlantedStores.of(Story.told());
        var report = new Audit(Set.of("I1", "I5"), Duration.ZERO, Set.of()).of(stores.sources());
        assertThat(report.entries()).extracting(entry -> entry.invariant().id()).containsExactly("I1", "I5");
        assertThat(report.isOk()).isTrue();
        assertThat(report.json()).contains("\"id\" : \"I1\"", "\"status\" : \"ok\"", "\"products\" : 3");
    }

    private static List<String> counts(Report report, String id) {
        return report.entries().stream()
                .filter(entry -> entry.invariant().id().equals(id))
                .map(Report.Entry::finding)
                .flatMap(finding -> finding.counts().entrySet().stream())
                .map(Object::toString)
                .toList();
    }
}
