package shop.orderly.products.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.nullValue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.users.UserId;
import shop.orderly.platform.processing.ViewLag;
import shop.orderly.platformtest.TestJwt;
import shop.orderly.products.ProductsAccess;
import shop.orderly.products.api.FindProductById;
import shop.orderly.products.api.ListProducts;
import shop.orderly.products.api.Position;
import shop.orderly.products.api.ProductPage;
import shop.orderly.products.api.ProductSort;
import shop.orderly.products.api.ProductStatus;
import shop.orderly.products.api.ProductView;
import shop.orderly.products.api.StockLevel;

@WebMvcTest(
        controllers = ProductQueryEndpoint.class,
        properties = {"spring.config.name=platform,product-query", TestJwt.PROPERTY})
@Import(ProductsAccess.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class ProductQueryEndpointTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

    private final MockMvc http;

    @MockitoBean
    private QueryGateway queries;

    @MockitoBean
    private ViewLag views;

    ProductQueryEndpointTest(MockMvc http) {
        this.http = http;
    }

    @BeforeEach
    void fresh() {
        when(views.of("product-view")).thenReturn(3);
    }

    @Test
    void answersAProductWithTheNamesOfThePublishedLanguage() throws Exception {
        found(product("p1"));

        http.perform(get("/api/v1/products/p1"))
                .andExpect(status().isOk())
                .andExpect(header().string("Orderly-Lag-Events", "3"))
                .andExpect(jsonPath("$.id").value("p1"))
                .andExpect(jsonPath("$.name").value("AirFryer"))
                .andExpect(jsonPath("$.description").value("Digital air fryer"))
                .andExpect(jsonPath("$.price").value(19.99))
                .andExpect(jsonPath("$.discount").value(10))
                .andExpect(jsonPath("$.final_price").value(17.99))
                .andExpect(jsonPath("$.currency").value("USD"))
                .andExpect(jsonPath("$.store").value("ABC TECH"))
                .andExpect(jsonPath("$.image_urls", contains("https://example.com/1.png")))
                .andExpect(jsonPath("$.category_id").value(1))
                .andExpect(jsonPath("$.category_name").value(nullValue()))
                .andExpect(jsonPath("$.available").value(4))
                .andExpect(jsonPath("$.version").value(2))
                .andExpect(jsonPath("$.status").value("ACTIVE"));
    }

    @Test
    void answers404ForAnUnknownProduct() throws Exception {
        found(null);

        http.perform(get("/api/v1/products/p1"))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:product_not_found"));
    }

    @Test
    void answers503WhenTheWantedVersionIsNotThereYet() throws Exception {
        found(product("p1"));

        http.perform(get("/api/v1/products/p1?min_version=3"))
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().exists("Retry-After"))
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:not_yet_visible"));
        http.perform(get("/api/v1/products/p1?min_version=2")).andExpect(status().isOk());
        http.perform(get("/api/v1/products/p1?min_version=2&min_stock_version=6"))
                .andExpect(status().isServiceUnavailable());
    }

    @Test
    void asksForWhatTheParametersSay() throws Exception {
        page(null);

        http.perform(get("/api/v1/products")
                        .queryParam("q", " air fryer ")
                        .queryParam("category_id", "7")
                        .queryParam("store", "ABC TECH")
                        .queryParam("min_price", "10.50")
                        .queryParam("max_price", "99")
                        .queryParam("in_stock", "true")
                        .queryParam("sort", "-price")
                        .queryParam("limit", "100"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items").isEmpty())
                .andExpect(jsonPath("$.next_cursor").value(nullValue()));

        assertThat(asked())
                .isEqualTo(new ListProducts(
                        "air fryer",
                        new CategoryId(7),
                        "ABC TECH",
                        USD,
                        1050L,
                        9900L,
                        true,
                        ProductStatus.ACTIVE,
                        ProductSort.PRICE_DESCENDING,
                        null,
                        100));
    }

    @Test
    void sortsByRelevanceWhenATextIsSearchedAndByAgeOtherwise() throws Exception {
        page(null);

        http.perform(get("/api/v1/products?q=fryer")).andExpect(status().isOk());
        assertThat(asked().sort()).isEqualTo(ProductSort.RELEVANCE);
        http.perform(get("/api/v1/products?status=DISCONTINUED")).andExpect(status().isOk());
        assertThat(asked().sort()).isEqualTo(ProductSort.NEWEST);
        assertThat(asked().status()).isEqualTo(ProductStatus.DISCONTINUED);
        assertThat(asked().limit()).isEqualTo(20);
    }

    @Test
    void continuesWhereTheCursorSays() throws Exception {
        var next = new Position(List.of(AT, "p1"));
        page(next);
        var body = http.perform(get("/api/v1/products?store=ABC&limit=1"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        String cursor = JsonPath.read(body, "$.next_cursor");

        http.perform(get("/api/v1/products?store=ABC&limit=50").queryParam("cursor", cursor))
                .andExpect(status().isOk());
        assertThat(asked().after()).isEqualTo(next);

        for (var other : List.of("", "?store=XYZ", "?store=ABC&sort=name", "?store=ABC&in_stock=true")) {
            http.perform(get("/api/v1/products" + other).queryParam("cursor", cursor))
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.type").value("urn:orderly:problem:invalid_cursor"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=101, limit",
        "limit=x, limit",
        "sort=colour, sort",
        "sort=relevance, sort",
        "category_id=0, category_id",
        "category_id=abc, category_id",
        "min_price=-1, min_price",
        "min_price=cheap, min_price",
        "min_price=1e999999999, min_price",
        "max_price=0.001, max_price",
        "min_price=5&max_price=4, max_price",
        "in_stock=perhaps, in_stock",
        "currency=XXXX, currency",
        "status=GONE, status",
        "q=%00, q",
        "store=a%0Ab, store"
    })
    void refusesWrongValuesByTheirField(String query, String field) throws Exception {
        http.perform(get(java.net.URI.create("/api/v1/products?" + query)))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:validation_failed"))
                .andExpect(jsonPath("$.errors[0].field").value(field));
    }

    @Test
    void namesEveryWrongFieldAtOnce() throws Exception {
        http.perform(get("/api/v1/products?limit=0&sort=colour&status=GONE"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[*].field", containsInAnyOrder("limit", "sort", "status")));
    }

    @ParameterizedTest
    @CsvSource({"garbage", "AAAA", "''''"})
    void refusesACursorThatItNeverGave(String cursor) throws Exception {
        http.perform(get("/api/v1/products").queryParam("cursor", cursor))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:invalid_cursor"));
    }

    @Test
    void opensNothingButReads() throws Exception {
        http.perform(delete("/api/v1/products/p1")).andExpect(status().isUnauthorized());
    }

    private void found(@Nullable ProductView product) {
        when(queries.query(any(FindProductById.class), anOptionalProduct()))
                .thenReturn(CompletableFuture.completedFuture(Optional.ofNullable(product)));
    }

    private void page(@Nullable Position next) {
        when(queries.query(any(ListProducts.class), eq(ProductPage.class)))
                .thenReturn(CompletableFuture.completedFuture(
                        new ProductPage(next == null ? List.of() : List.of(product("p1")), next)));
    }

    private ListProducts asked() {
        var question = ArgumentCaptor.forClass(ListProducts.class);
        org.mockito.Mockito.verify(queries, org.mockito.Mockito.atLeastOnce())
                .query(question.capture(), eq(ProductPage.class));
        return question.getAllValues().getLast();
    }

    private static ResponseType<Optional<ProductView>> anOptionalProduct() {
        return any();
    }

    private static ProductView product(String id) {
        return new ProductView(
                new ProductId(id),
                new UserId("m1"),
                "AirFryer",
                "Digital air fryer",
                Money.ofMajor(new BigDecimal("19.99"), USD),
                10,
                Money.ofMajor(new BigDecimal("17.99"), USD),
                "ABC TECH",
                List.of("https://example.com/1.png"),
                new CategoryId(1),
                null,
                new StockLevel(5, 1, 5),
                ProductStatus.ACTIVE,
                2,
                AT,
                AT);
    }
}
