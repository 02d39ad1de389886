package shop.orderly.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import shop.orderly.audit.stores.Database;

/** One thing put wrong in a shop that is in order, and who has to notice: one invariant and no other. */
final class Plant {
    private static final Audit AUDIT = new Audit(Set.of(), Duration.ofMinutes(90), Set.of());

    private Plant() {}

    /** Something happened that must not. */
    static DynamicTest happened(String name, String invariant, String words, Consumer<History> more) {
        return DynamicTest.dynamicTest(name, () -> {
            var history = Story.told();
            more.accept(history);
            found(Story.lookedAfter(PlantedStores.of(history), "stuck"), invariant, words);
        });
    }

    /** Something happened, and a store was changed behind everybody's back. */
    static DynamicTest happenedAnd(
            String name, String invariant, String words, Consumer<History> more, Database database, String sql) {
        return DynamicTest.dynamicTest(name, () -> {
            var history = Story.told();
            more.accept(history);
            found(Story.lookedAfter(PlantedStores.of(history), "stuck").run(database, sql), invariant, words);
        });
    }

    /** Something happened that must not, and is looked after like any live order. */
    static DynamicTest happenedTo(String order, String invariant, String words, Consumer<History> more) {
        return DynamicTest.dynamicTest(words, () -> {
            var history = Story.told();
            more.accept(history);
            found(Story.lookedAfter(PlantedStores.of(history), "stuck", order), invariant, words);
        });
    }

    /** A store was changed behind everybody's back. */
    static DynamicTest changed(String name, String invariant, String words, Database database, String sql) {
        return DynamicTest.dynamicTest(
                name,
                () -> found(
                        Story.lookedAfter(PlantedStores.of(Story.told()), "stuck")
                                .run(database, sql),
                        invariant,
                        words));
    }

    /** Kafka got something else. */
    static DynamicTest published(String name, String words, UnaryOperator<List<PlantedStores.Message>> otherwise) {
        return DynamicTest.dynamicTest(
                name, () -> found(Story.lookedAfter(PlantedStores.of(Story.told(), otherwise), "stuck"), "I7", words));
    }

    private static void found(PlantedStores stores, String invariant, String words) {
        var report = AUDIT.of(stores.sources());
        assertThat(report.complaints())
                .isNotEmpty()
                .allMatch(line -> line.startsWith(invariant + " "))
                .anyMatch(line -> line.contains(words));
        assertThat(report.exitCode()).isEqualTo(1);
    }
}
