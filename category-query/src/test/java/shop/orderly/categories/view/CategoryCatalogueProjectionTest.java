package shop.orderly.categories.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.categories.api.ListProductsOfCategory;
import shop.orderly.categories.api.ListedProduct;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.contracts.catalogue.ProductDiscontinued;
import shop.orderly.contracts.catalogue.ProductEvent;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.catalogue.ProductRepriced;
import shop.orderly.contracts.catalogue.ProductRevised;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.users.UserId;

class CategoryCatalogueProjectionTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final DataSource DATABASE = TestRows.migratedDatabase();
    private static final JdbcTemplate JDBC = new JdbcTemplate(DATABASE);

    private final CategoryQueries queries = new CategoryQueries(JdbcClient.create(DATABASE));
    private final CategoryCatalogueProjection projection = new CategoryCatalogueProjection();

    private record Told(long version, ProductEvent event) {}

    @BeforeEach
    void empty() {
        JdbcClient.create(DATABASE).sql("TRUNCATE categories.product_view").update();
    }

    @Test
    void listsAndCountsTheProductsOnSale() {
        feed(List.of(
                new Told(0, created("p1", "AirFryer", 1L)),
                new Told(0, created("p2", "Pan", 1L)),
                new Told(0, created("p3", "Lamp", 2L)),
                new Told(0, created("p4", "Odd", null)),
                new Told(1, new ProductRepriced(new ProductId("p1"), new BigDecimal("19.99"), USD, 50))));

        assertThat(names(1)).containsExactly("Pan", "AirFryer");
        assertThat(count(1)).isEqualTo(2);
        assertThat(count(2)).isEqualTo(1);
        var repriced = list(1).get(1);
        assertThat(repriced.finalPrice().major()).isEqualTo(new BigDecimal("10"));
        assertThat(repriced.version()).isEqualTo(1);
    }

    @Test
    void followsAProductThatMovesOrIsDiscontinued() {
        feed(List.of(
                new Told(0, created("p1", "AirFryer", 1L)),
                new Told(0, created("p2", "Pan", 1L)),
                new Told(1, revised("p1", "AirFryer XL", 2L)),
                new Told(1, new ProductDiscontinued(new ProductId("p2")))));

        assertThat(count(1)).isZero();
        assertThat(names(2)).containsExactly("AirFryer XL");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void saysThatItReceivedAProduct(CapturedOutput output) {
        feed(List.of(new Told(0, created("p1", "AirFryer", 1L))));

        assertThat(output).contains("category-query received product.created p1");
    }

    @RepeatedTest(20)
    void givesTheSameListsAndCountsTwiceAndInAnyOrder(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var story = story(random);
        feed(story);
        var rows = rows();
        assertThat(counts()).isEqualTo(expectedCounts(story));

        feed(story);
        assertThat(rows()).as("fed twice").isEqualTo(rows);

        JdbcClient.create(DATABASE).sql("TRUNCATE categories.product_view").update();
        var shuffled = new ArrayList<>(story);
        shuffled.addAll(story.subList(0, story.size() / 2));
        Collections.shuffle(shuffled, random);
        feed(shuffled);
        assertThat(rows()).as("shuffled, half of it twice").isEqualTo(rows);
        assertThat(counts()).isEqualTo(expectedCounts(story));
    }

    private static List<Told> story(Random random) {
        var story = new ArrayList<Told>();
        var versions = new HashMap<String, Long>();
        Set<String> gone = new HashSet<>();
        for (var i = 0; i < 50; i++) {
            var id = "p" + random.nextInt(6);
            var category = random.nextInt(4) == 0 ? null : 1L + random.nextInt(3);
            if (gone.contains(id)) {
                continue;
            }
            var version = versions.merge(id, 0L, (known, zero) -> known + 1);
            if (version == 0) {
                story.add(new Told(0, created(id, "Name " + i, category)));
                continue;
            }
            story.add(new Told(
                    version,
                    switch (random.nextInt(6)) {
                        case 0 -> new ProductDiscontinued(new ProductId(id));
                        case 1, 2 -> new ProductRepriced(new ProductId(id), BigDecimal.valueOf(i), USD, i);
                        default -> revised(id, "Name " + i, category);
                    }));
            if (story.getLast().event() instanceof ProductDiscontinued) {
                gone.add(id);
            }
        }
        return story;
    }

    /** Counted from the events, without any table. */
    private static Map<Long, Long> expectedCounts(List<Told> story) {
        Map<ProductId, CategoryId> places = new HashMap<>();
        for (var told : story) {
            switch (told.event()) {
                case ProductCreated created -> places.put(created.productId(), created.categoryId());
                case ProductRevised revised -> places.put(revised.productId(), revised.categoryId());
                case ProductDiscontinued gone -> places.remove(gone.productId());
                case ProductRepriced same -> {}
            }
        }
        Map<Long, Long> counts = new HashMap<>(Map.of(1L, 0L, 2L, 0L, 3L, 0L));
        places.values().stream()
                .filter(category -> category != null)
                .forEach(category -> counts.merge(category.value(), 1L, Long::sum));
        return counts;
    }

    private Map<Long, Long> counts() {
        return Map.of(1L, count(1), 2L, count(2), 3L, count(3));
    }

    private long count(long category) {
        return queries.in(new CategoryId(category));
    }

    private List<String> names(long category) {
        return list(category).stream().map(ListedProduct::name).toList();
    }

    private List<ListedProduct> list(long category) {
        return queries.handle(new ListProductsOfCategory(new CategoryId(category), null, 100));
    }

    private static List<Map<String, Object>> rows() {
        var rows = JDBC.queryForList("SELECT * FROM categories.product_view ORDER BY product_id");
        rows.forEach(row -> row.replaceAll((column, value) -> String.valueOf(value)));
        return rows;
    }

    private void feed(List<Told> story) {
        var rows = new TestRows(DATABASE);
        for (var told : story) {
            switch (told.event()) {
                case ProductCreated event -> projection.on(event, told.version(), rows);
                case ProductRevised event -> projection.on(event, told.version(), rows);
                case ProductRepriced event -> projection.on(event, told.version(), rows);
                case ProductDiscontinued event -> projection.on(event, told.version(), rows);
            }
        }
        rows.commit();
    }

    private static ProductCreated created(String id, String name, @Nullable Long category) {
        return new ProductCreated(
                new ProductId(id),
                new UserId("m1"),
                name,
                "",
                BigDecimal.TEN,
                USD,
                0,
                "ABC TECH",
                List.of(),
                category == null ? null : new CategoryId(category),
                0);
    }

    private static ProductRevised revised(String id, String name, @Nullable Long category) {
        return new ProductRevised(
                new ProductId(id),
                name,
                "",
                "ABC TECH",
                List.of("https://example.com/2.png"),
                category == null ? null : new CategoryId(category));
    }
}
