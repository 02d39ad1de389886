package shop.orderly.products.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shop.orderly.contracts.catalogue.ProductDiscontinued;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.products.api.ListProducts;
import shop.orderly.products.api.Position;
import shop.orderly.products.api.ProductSort;
import shop.orderly.products.api.ProductStatus;

class ProductQueriesTest {

    private static final ProjectedProducts PRODUCTS = new ProjectedProducts();

    private record Ask(
            @Nullable String text,
            @Nullable Long category,
            @Nullable String store,
            @Nullable Currency currency,
            @Nullable Long min,
            @Nullable Long max,
            @Nullable Boolean inStock,
            ProductStatus status) {

        static final Ask ALL = new Ask(null, null, null, null, null, null, null, ProductStatus.ACTIVE);

        Ask text(String wanted) {
            return new Ask(wanted, category, store, currency, min, max, inStock, status);
        }

        Ask inStock(boolean wanted) {
            return new Ask(text, category, store, currency, min, max, wanted, status);
        }

        ListProducts by(ProductSort sort, @Nullable Position after, int limit) {
            return new ListProducts(
                    text,
                    category == null ? null : new CategoryId(category),
                    store,
                    currency == null && sort.isByPrice() ? Story.USD : currency,
                    min,
                    max,
                    inStock,
                    status,
                    sort,
                    after,
                    limit);
        }

        List<String> found(ProductSort sort) {
            return PRODUCTS.queries.handle(by(sort, null, 100)).items().stream()
                    .map(product -> product.id().value())
                    .toList();
        }
    }

    @BeforeEach
    void aShop() {
        PRODUCTS.reset();
        PRODUCTS.feed(new Story()
                .tell(Story.created("fryer", "AirFryer", 1000, 1L))
                .tell(Story.created("pan", "Frying Pan", 20, 1L))
                .tell(Story.created("lamp", "desk lamp", 20, 2L))
                .tell(Story.created("radio", "Old Radio", 5, 2L))
                .tell(new ProductDiscontinued(new ProductId("radio")))
                .tell(Story.received("pan", 3)));
    }

    @Test
    void findsWordsByTheirStemsAndNamesByTheirBeginnings() {
        assertThat(Ask.ALL.text("fry").found(ProductSort.RELEVANCE)).containsExactly("pan");
        assertThat(Ask.ALL.text("airf").found(ProductSort.RELEVANCE)).containsExactly("fryer");
        assertThat(Ask.ALL.text("AIRFRYER").found(ProductSort.RELEVANCE)).containsExactly("fryer");
        assertThat(Ask.ALL.text("des lam").found(ProductSort.RELEVANCE)).containsExactly("lamp");
        assertThat(Ask.ALL.text("devices").found(ProductSort.NEWEST)).containsExactly("lamp", "pan", "fryer");
        assertThat(Ask.ALL.text("devices -lamp").found(ProductSort.NEWEST)).containsExactly("pan", "fryer");
        assertThat(Ask.ALL.text("lamp or pan").found(ProductSort.NAME)).containsExactly("lamp", "pan");
        assertThat(Ask.ALL.text("\"frying pan\"").found(ProductSort.NAME)).containsExactly("pan");
        assertThat(Ask.ALL.text("zeppelin").found(ProductSort.RELEVANCE)).isEmpty();
    }

    @Test
    void takesAnythingForAText() {
        for (var text : List.of("'", ":*", "a & | !", "\"", "-", "%", "\\", "the", "<->", "ß", "日本", "x:A", ")(")) {
            assertThat(Ask.ALL.text(text).found(ProductSort.RELEVANCE)).as(text).isNotNull();
        }
    }

    @Test
    void ordersByPriceNameAndAge() {
        assertThat(Ask.ALL.found(ProductSort.PRICE)).containsExactly("lamp", "pan", "fryer");
        assertThat(Ask.ALL.found(ProductSort.PRICE_DESCENDING)).containsExactly("fryer", "pan", "lamp");
        assertThat(Ask.ALL.found(ProductSort.NAME)).containsExactly("fryer", "lamp", "pan");
        assertThat(Ask.ALL.found(ProductSort.NEWEST)).containsExactly("lamp", "pan", "fryer");
    }

    @Test
    void filtersByCategoryStorePriceStockAndStatus() {
        var usd = Story.USD;
        assertThat(new Ask(null, 1L, null, null, null, null, null, ProductStatus.ACTIVE).found(ProductSort.NAME))
                .containsExactly("fryer", "pan");
        assertThat(new Ask(null, null, "ABC TECH", null, null, null, null, ProductStatus.ACTIVE)
                        .found(ProductSort.NAME))
                .hasSize(3);
        assertThat(new Ask(null, null, "abc", null, null, null, null, ProductStatus.ACTIVE).found(ProductSort.NAME))
                .isEmpty();
        assertThat(new Ask(null, null, null, usd, 1800L, 1800L, null, ProductStatus.ACTIVE).found(ProductSort.NAME))
                .containsExactly("lamp", "pan");
        assertThat(new Ask(null, null, null, usd, 1801L, null, null, ProductStatus.ACTIVE).found(ProductSort.NAME))
                .containsExactly("fryer");
        assertThat(Ask.ALL.inStock(true).found(ProductSort.NAME)).containsExactly("pan");
        assertThat(Ask.ALL.inStock(false).found(ProductSort.NAME)).containsExactly("fryer", "lamp");
        assertThat(new Ask(null, null, null, null, null, null, null, ProductStatus.DISCONTINUED)
                        .found(ProductSort.NAME))
                .containsExactly("radio");
    }

    @ParameterizedTest
    @EnumSource(ProductSort.class)
    void pagesVisitEveryProductOnceInOrderWhileOthersAreAdded(ProductSort sort) {
        var story = new Story();
        for (var i = 0; i < 53; i++) {
            story.tell(Story.created("x" + i, "Gadget " + i % 7, i % 5, 3L));
        }
        PRODUCTS.feed(story);
        var ask = new Ask("gadget", 3L, null, null, null, null, null, ProductStatus.ACTIVE);
        var expected = ask.found(sort);
        assertThat(expected).hasSize(53);

        for (var limit : List.of(1, 7, 53, 100)) {
            var visited = new ArrayList<String>();
            Position after = null;
            do {
                var page = PRODUCTS.queries.handle(ask.by(sort, after, limit));
                page.items().forEach(product -> visited.add(product.id().value()));
                assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
                PRODUCTS.feed(new Story()
                        .tell(Story.created(
                                "new-" + limit + "-" + visited.size(), "Gadget " + limit % 7, limit % 5, 3L)));
                after = page.next();
            } while (after != null);

            assertThat(visited).doesNotHaveDuplicates();
            assertThat(visited.stream().filter(id -> id.startsWith("x")).toList())
                    .isEqualTo(expected);
        }
        assertThat(new TreeSet<>(expected)).hasSize(53);
    }

    @Test
    void endsOnAFullPageWithoutANextOne() {
        var page = PRODUCTS.queries.handle(Ask.ALL.by(ProductSort.NAME, null, 3));
        assertThat(page.items()).hasSize(3);
        assertThat(page.next()).isNull();
    }
}
