package shop.orderly.products.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import shop.orderly.contracts.catalogue.ProductDiscontinued;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.catalogue.ProductRepriced;
import shop.orderly.contracts.categories.CategoryCreated;
import shop.orderly.contracts.categories.CategoryDeleted;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.categories.CategoryRevised;
import shop.orderly.products.api.FindProductById;
import shop.orderly.products.api.ProductStatus;
import shop.orderly.products.api.ProductView;
import shop.orderly.products.view.Story.Told;

class ProductViewProjectionTest {

    private static final ProjectedProducts PRODUCTS = new ProjectedProducts();
    private static final CategoryId KITCHEN = new CategoryId(1);

    @BeforeEach
    void empty() {
        PRODUCTS.reset();
    }

    @Test
    void showsAProductWithItsStockAndItsCategory() {
        PRODUCTS.feed(new Story()
                .tell(new CategoryCreated(KITCHEN, "Kitchen", ""))
                .tell(Story.created("p1", "AirFryer", 1000, 1L))
                .tell(Story.received("p1", 7)));

        var product = product("p1");
        assertThat(product.name()).isEqualTo("AirFryer");
        assertThat(product.price().major()).isEqualTo(new BigDecimal("1000"));
        assertThat(product.finalPrice().major()).isEqualTo(new BigDecimal("900"));
        assertThat(product.categoryName()).isEqualTo("Kitchen");
        assertThat(product.stock().available()).isEqualTo(7);
        assertThat(product.imageUrls()).containsExactly("https://example.com/1.png");
        assertThat(product.createdAt()).isEqualTo(Story.START.plus(Duration.ofSeconds(1)));
        assertThat(product.updatedAt()).isEqualTo(Story.START.plus(Duration.ofSeconds(2)));
    }

    @Test
    void showsAProductOfAnUnknownCategoryAsUncategorisedUntilTheCategoryIsKnown() {
        PRODUCTS.feed(new Story().tell(Story.created("p1", "AirFryer", 1000, 1L)));
        assertThat(product("p1").categoryId()).isEqualTo(KITCHEN);
        assertThat(product("p1").categoryName()).isNull();

        PRODUCTS.feed(new Story().tell(new CategoryCreated(KITCHEN, "Kitchen", "")));
        assertThat(product("p1").categoryName()).isEqualTo("Kitchen");
    }

    @Test
    void showsANewCategoryNameOnItsProductsAndNoneOnceItIsDeleted() {
        var story = new Story()
                .tell(Story.created("p1", "AirFryer", 1000, 1L))
                .tell(new CategoryCreated(KITCHEN, "Kitchen", ""))
                .tell(new CategoryRevised(KITCHEN, "Cooking", ""));
        PRODUCTS.feed(story);
        assertThat(product("p1").categoryName()).isEqualTo("Cooking");

        PRODUCTS.feed(story.tell(new CategoryDeleted(KITCHEN)));
        assertThat(product("p1").categoryName()).isNull();
    }

    @Test
    void followsRevisionsPricesAndTheEndOfAProduct() {
        PRODUCTS.feed(new Story()
                .tell(Story.created("p1", "AirFryer", 1000, 1L))
                .tell(Story.revised("p1", "AirFryer XL", null))
                .tell(new ProductRepriced(new ProductId("p1"), new BigDecimal("19.99"), Story.USD, 0))
                .tell(new ProductDiscontinued(new ProductId("p1"))));

        var product = product("p1");
        assertThat(product.name()).isEqualTo("AirFryer XL");
        assertThat(product.categoryId()).isNull();
        assertThat(product.finalPrice().major()).isEqualTo(new BigDecimal("19.99"));
        assertThat(product.status()).isEqualTo(ProductStatus.DISCONTINUED);
        assertThat(product.version()).isEqualTo(3);
    }

    @Test
    void knowsStockBeforeItsProductAndShowsNothingUntilTheProductIsKnown() {
        PRODUCTS.feed(new Story().tell(Story.received("p1", 7)));
        assertThat(PRODUCTS.queries.handle(new FindProductById(new ProductId("p1"))))
                .isEmpty();

        PRODUCTS.feed(new Story().tell(Story.created("p1", "AirFryer", 1000, null)));
        assertThat(product("p1").stock().available()).isEqualTo(7);
    }

    @RepeatedTest(20)
    void givesTheSameRowsTwiceAndInterleavedInAnyWay(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var story = Story.random(random);
        PRODUCTS.feed(story);
        var rows = PRODUCTS.rows();
        assertThat(rows).isNotEmpty();

        PRODUCTS.feed(story);
        assertThat(PRODUCTS.rows()).as("fed twice").isEqualTo(rows);

        PRODUCTS.reset();
        var otherwise = story.interleaved(random);
        PRODUCTS.feed(otherwise, 1 + random.nextInt(30));
        assertThat(PRODUCTS.rows()).as("interleaved otherwise").isEqualTo(rows);

        var from = random.nextInt(otherwise.size());
        PRODUCTS.feed(otherwise.subList(from, otherwise.size()), 7);
        assertThat(PRODUCTS.rows()).as("the end of it again").isEqualTo(rows);
    }

    @RepeatedTest(5)
    void givesTheSameRowsFromParallelSegments(RepetitionInfo repetition) throws Exception {
        var random = new Random(100 + repetition.getCurrentRepetition());
        var story = Story.random(random);
        PRODUCTS.feed(story);
        var rows = PRODUCTS.rows();
        PRODUCTS.reset();

        var segments = List.of(new ArrayList<Told>(), new ArrayList<Told>(), new ArrayList<Told>());
        story.interleaved(random)
                .forEach(told ->
                        segments.get(Math.floorMod(told.stream().hashCode(), 3)).add(told));
        try (var threads = Executors.newFixedThreadPool(3)) {
            var running = segments.stream()
                    .map(segment -> threads.submit(() -> PRODUCTS.feed(segment, 5)))
                    .toList();
            for (var one : running) {
                one.get(20, TimeUnit.SECONDS);
            }
        }
        assertThat(PRODUCTS.rows()).isEqualTo(rows);
    }

    private static ProductView product(String id) {
        return PRODUCTS.queries.handle(new FindProductById(new ProductId(id))).orElseThrow();
    }
}
