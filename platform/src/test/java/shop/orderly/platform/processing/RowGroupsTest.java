package shop.orderly.platform.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import shop.orderly.platform.processing.CollectedRows.Row;

class RowGroupsTest {

    private static final String CREATE = "INSERT INTO product VALUES (?, ?) ON CONFLICT (id) DO NOTHING";
    private static final String STOCK = "INSERT INTO stock VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET n = excluded.n";
    private static final String REPRICE = "UPDATE product SET price = ? WHERE id = ?";

    /** A statement of a sequence; the second argument tells it from all others. */
    record Wanted(String sequence, String sql, Object key) {}

    @Property
    void statementsOfASequenceKeepTheirOrder(@ForAll("wanted") List<Wanted> wanted) {
        var expected = new HashMap<String, List<Object>>();
        var sequenceOf = new HashMap<Object, String>();
        for (var n = 0; n < wanted.size(); n++) {
            expected.computeIfAbsent(wanted.get(n).sequence(), name -> new ArrayList<>())
                    .add(n);
            sequenceOf.put(n, wanted.get(n).sequence());
        }

        Map<String, List<Object>> sent = new HashMap<>();
        grouped(wanted)
                .inOrder()
                .forEach(group -> group.arguments()
                        .forEach(arguments -> sent.computeIfAbsent(
                                        sequenceOf.get(arguments.getLast()), name -> new ArrayList<>())
                                .add(arguments.getLast())));

        assertThat(sent).isEqualTo(expected);
    }

    @Property
    void noUpsertMeetsARowTwice(@ForAll("wanted") List<Wanted> wanted) {
        assertThat(grouped(wanted).inOrder())
                .filteredOn(group -> group.sql().equals(STOCK))
                .allSatisfy(group -> {
                    var keys = new HashSet<>();
                    group.arguments()
                            .forEach(arguments ->
                                    assertThat(keys.add(arguments.getFirst())).isTrue());
                });
    }

    @Property
    void eachStatementIsSentAsItIs(@ForAll("wanted") List<Wanted> wanted) {
        grouped(wanted)
                .inOrder()
                .forEach(group -> assertThat(group.arguments())
                        .allSatisfy(arguments -> assertThat(wanted.get((Integer) arguments.getLast())
                                        .sql())
                                .isEqualTo(group.sql())));
    }

    @Test
    void manyHistoriesOfTheSameKindAreAsManyGroupsAsOne() {
        var wanted = new ArrayList<Wanted>();
        for (var product = 0; product < 200; product++) {
            wanted.add(new Wanted("product-" + product, CREATE, product));
            wanted.add(new Wanted("product-" + product, REPRICE, product));
            wanted.add(new Wanted("stock-" + product, STOCK, product));
            wanted.add(new Wanted("stock-" + product, STOCK, product));
        }

        assertThat(grouped(wanted).inOrder())
                .extracting(RowGroups.Group::sql)
                .containsExactly(CREATE, REPRICE, STOCK, STOCK);
    }

    @Provide
    Arbitrary<List<Wanted>> wanted() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d"),
                        Arbitraries.of(CREATE, STOCK, REPRICE),
                        Arbitraries.integers().between(1, 3))
                .as((sequence, sql, key) -> new Wanted(sequence, sql, key))
                .list()
                .ofMaxSize(40);
    }

    private static RowGroups grouped(List<Wanted> wanted) {
        var groups = new RowGroups();
        for (var n = 0; n < wanted.size(); n++) {
            var one = wanted.get(n);
            groups.add(one.sequence(), new Row(one.sql(), List.of(one.key(), n)));
        }
        return groups;
    }
}
