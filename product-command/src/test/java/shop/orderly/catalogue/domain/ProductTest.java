package shop.orderly.catalogue.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shop.orderly.platformtest.RefusalMatcher.refusal;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.orderly.catalogue.api.CreateProduct;
import shop.orderly.catalogue.api.DiscontinueProduct;
import shop.orderly.catalogue.api.Price;
import shop.orderly.catalogue.api.ProductDescription;
import shop.orderly.catalogue.api.ReviseProduct;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.contracts.catalogue.ProductDiscontinued;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.catalogue.ProductRepriced;
import shop.orderly.contracts.catalogue.ProductRevised;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.contracts.users.UserId;

class ProductTest {

    private static final ProductId ID = new ProductId("p-1");
    private static final UserId MERCHANT = new UserId("m-1");
    private static final Actor OWNER = Actor.of("merchant", "m-1");
    private static final Actor STRANGER = Actor.of("merchant", "m-2");
    private static final Currency USD = Currency.getInstance("USD");
    private static final ProductDescription FRYER =
            new ProductDescription("AirFryer", "Digital air fryer", "ABC TECH", List.of(), new CategoryId(1));
    private static final Price THOUSAND = Price.of(new BigDecimal("1000"), "USD", 10);
    private static final ProductCreated CREATED = new ProductCreated(
            ID,
            MERCHANT,
            "AirFryer",
            "Digital air fryer",
            new BigDecimal("1000"),
            USD,
            10,
            "ABC TECH",
            List.of(),
            new CategoryId(1),
            5);
    private static final CreateProduct CREATE = new CreateProduct(ID, MERCHANT, FRYER, THOUSAND, 5);

    private final FixtureConfiguration<Product> fixture = new AggregateTestFixture<>(Product.class);

    @Test
    void createsAProduct() {
        fixture.givenNoPriorActivity().when(CREATE).expectEvents(CREATED).expectResultMessagePayload(0L);
    }

    @Test
    void createsNothingTwice() {
        fixture.given(CREATED).when(CREATE).expectNoEvents().expectResultMessagePayload(0L);
    }

    @Test
    void tellsWhatChangedInTheDescription() {
        var renamed = new ProductDescription(
                "AirFryer XL", "Digital air fryer", "ABC TECH", List.of("https://img.test/1.png"), null);
        fixture.given(CREATED)
                .when(revise(renamed, THOUSAND, 0L, OWNER))
                .expectEvents(new ProductRevised(
                        ID, "AirFryer XL", "Digital air fryer", "ABC TECH", List.of("https://img.test/1.png"), null))
                .expectResultMessagePayload(1L);
    }

    @Test
    void tellsWhatChangedInThePrice() {
        fixture.given(CREATED)
                .when(revise(FRYER, Price.of(new BigDecimal("899.90"), "USD", 0), null, OWNER))
                .expectEvents(new ProductRepriced(ID, new BigDecimal("899.9"), USD, 0));
    }

    @Test
    void tellsBothWhenBothChanged() {
        var renamed = new ProductDescription("Fryer", "", "ABC TECH", List.of(), null);
        fixture.given(CREATED)
                .when(revise(renamed, Price.of(BigDecimal.ONE, "USD", 10), null, OWNER))
                .expectEvents(
                        new ProductRevised(ID, "Fryer", "", "ABC TECH", List.of(), null),
                        new ProductRepriced(ID, BigDecimal.ONE, USD, 10))
                .expectResultMessagePayload(2L);
    }

    @Test
    void tellsNothingWhenNothingChanged() {
        fixture.given(CREATED)
                .when(revise(FRYER, Price.of(new BigDecimal("1000.00"), "USD", 10), null, OWNER))
                .expectNoEvents()
                .expectResultMessagePayload(0L);
    }

    @Test
    void acceptsARepeatedRevisionAlthoughItsVersionIsOldByNow() {
        var cheap = Price.of(BigDecimal.TEN, "USD", 0);
        fixture.given(CREATED, new ProductRepriced(ID, BigDecimal.TEN, USD, 0))
                .when(revise(FRYER, cheap, 0L, OWNER))
                .expectNoEvents()
                .expectResultMessagePayload(1L);
    }

    @Test
    void refusesARevisionOfAnotherVersion() {
        fixture.given(CREATED, new ProductRepriced(ID, BigDecimal.TEN, USD, 0))
                .when(revise(FRYER, THOUSAND, 0L, OWNER))
                .expectNoEvents()
                .expectException(refusal("version_conflict").with("version", 1L));
    }

    @Test
    void refusesARevisionByAnotherMerchant() {
        fixture.given(CREATED)
                .when(revise(FRYER, Price.of(BigDecimal.ONE, "USD", 0), null, STRANGER))
                .expectNoEvents()
                .expectException(refusal("not_your_product"));
    }

    @Test
    void refusesTheOwnerInAnotherRole() {
        fixture.given(CREATED)
                .when(revise(FRYER, Price.of(BigDecimal.ONE, "USD", 0), null, Actor.of("merchant", "ops")))
                .expectException(refusal("not_your_product"));
    }

    @Test
    void letsOperationsRevise() {
        fixture.given(CREATED)
                .when(revise(FRYER, Price.of(BigDecimal.ONE, "USD", 0), null, Actor.of("ops", "o-1")))
                .expectEvents(new ProductRepriced(ID, BigDecimal.ONE, USD, 0));
    }

    @Test
    void refusesARevisionOfNothing() {
        fixture.givenNoPriorActivity()
                .when(revise(FRYER, THOUSAND, null, OWNER))
                .expectNoEvents()
                .expectException(refusal("product_not_found"));
    }

    @Test
    void refusesARevisionAfterTheEnd() {
        fixture.given(CREATED, new ProductDiscontinued(ID))
                .when(revise(FRYER, THOUSAND, null, OWNER))
                .expectException(refusal("product_discontinued"));
    }

    @Test
    void discontinuesAProduct() {
        fixture.given(CREATED)
                .when(new DiscontinueProduct(ID, 0L, OWNER))
                .expectEvents(new ProductDiscontinued(ID))
                .expectResultMessagePayload(1L);
    }

    @Test
    void discontinuesNothingTwice() {
        fixture.given(CREATED, new ProductDiscontinued(ID))
                .when(new DiscontinueProduct(ID, 0L, OWNER))
                .expectNoEvents()
                .expectResultMessagePayload(1L);
    }

    @Test
    void refusesToDiscontinueWhatIsNotThere() {
        fixture.givenNoPriorActivity()
                .when(new DiscontinueProduct(ID, null, OWNER))
                .expectException(refusal("product_not_found"));
    }

    @Test
    void refusesToDiscontinueAnothersProduct() {
        fixture.given(CREATED)
                .when(new DiscontinueProduct(ID, null, STRANGER))
                .expectException(refusal("not_your_product"));
    }

    @Test
    void refusesToDiscontinueAnotherVersion() {
        fixture.given(CREATED)
                .when(new DiscontinueProduct(ID, 3L, OWNER))
                .expectException(refusal("version_conflict").with("version", 0L));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, USD, 0",
        "1000000000.01, USD, 0",
        "10.001, USD, 0",
        "10.5, JPY, 0",
        "1, USD, 101",
        "1, USD, -1",
        "1, XXX, 0",
        "1, ABC, 0",
        "1e400, USD, 0"
    })
    void refusesNonsensePrices(BigDecimal price, String currency, int discount) {
        assertThatThrownBy(() -> new CreateProduct(ID, MERCHANT, FRYER, Price.of(price, currency, discount), 0))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("validation_failed");
    }

    @Test
    void refusesNonsenseDescriptions() {
        refuses(new ProductDescription(" ", "", "store", List.of(), null));
        refuses(new ProductDescription("n".repeat(201), "", "store", List.of(), null));
        refuses(new ProductDescription("name", "d".repeat(5001), "store", List.of(), null));
        refuses(new ProductDescription("name", "", "", List.of(), null));
        refuses(new ProductDescription("name", "", "store", List.of("ftp://img.test/1.png"), null));
        refuses(new ProductDescription("name", "", "store", List.of("/1.png"), null));
        refuses(new ProductDescription("name", "", "store", Collections.nCopies(21, "https://img.test/1.png"), null));
    }

    @Test
    void refusesNonsenseStock() {
        assertThatThrownBy(() -> new CreateProduct(ID, MERCHANT, FRYER, THOUSAND, -1))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> new CreateProduct(ID, MERCHANT, FRYER, THOUSAND, 1_000_001))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void roundsThePriceAfterDiscountHalfEven() {
        assertThat(Price.of(new BigDecimal("0.25"), "USD", 10).afterDiscount()).isEqualTo(new Money(22, USD));
    }

    private static void refuses(ProductDescription description) {
        assertThatThrownBy(() -> new CreateProduct(ID, MERCHANT, description, THOUSAND, 0))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("invalid_product");
    }

    private static ReviseProduct revise(
            ProductDescription description, Price price, @Nullable Long expectedVersion, Actor actor) {
        return new ReviseProduct(ID, description, price, expectedVersion, actor);
    }
}
