package shop.orderly.products.web;

import java.math.BigDecimal;
import java.util.Optional;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.platform.processing.ViewLag;
import shop.orderly.platform.web.ItemsPage;
import shop.orderly.platform.web.MinVersion;
import shop.orderly.products.api.FindProductById;
import shop.orderly.products.api.ListProducts;
import shop.orderly.products.api.ProductPage;
import shop.orderly.products.api.ProductView;

/** Reads products. Eventually consistent: each answer says in a header how many events it is behind. */
@RestController
@RequestMapping("/api/v1/products")
class ProductQueryEndpoint {

    private final QueryGateway queries;
    private final MinVersion reads;
    private final ViewLag views;

    ProductQueryEndpoint(QueryGateway queries, MinVersion reads, ViewLag views) {
        this.queries = queries;
        this.reads = reads;
        this.views = views;
    }

    @GetMapping("/{productId}")
    ResponseEntity<ProductResponse> product(
            @PathVariable String productId,
            @RequestParam(name = "min_version", required = false) @Nullable Long minVersion,
            @RequestParam(name = "min_stock_version", required = false) @Nullable Long minStockVersion) {
        if (productId.isBlank() || productId.length() > 100) {
            throw unknown();
        }
        var lag = lag();
        var question = new FindProductById(new ProductId(productId));
        var found = reads.atLeast(minVersion, () -> find(question), ProductView::version);
        if (minStockVersion != null) {
            found = reads.atLeast(
                    minStockVersion, () -> find(question), view -> view.stock().version());
        }
        var product = found.orElseThrow(ProductQueryEndpoint::unknown);
        return ResponseEntity.ok().header(ViewLag.HEADER, lag).body(ProductResponse.of(product));
    }

    @GetMapping
    ResponseEntity<ItemsPage<ProductResponse>> products(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(name = "category_id", required = false) @Nullable Long categoryId,
            @RequestParam(required = false) @Nullable String store,
            @RequestParam(name = "min_price", required = false) @Nullable BigDecimal minPrice,
            @RequestParam(name = "max_price", required = false) @Nullable BigDecimal maxPrice,
            @RequestParam(name = "in_stock", required = false) @Nullable Boolean inStock,
            @RequestParam(required = false) @Nullable String currency,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") int limit) {
        var filter = new ProductFilter(q, categoryId, store, minPrice, maxPrice, inStock, currency, status, sort);
        var question = filter.question(cursor, limit);
        var lag = lag();
        var page = list(question);
        return ResponseEntity.ok()
                .header(ViewLag.HEADER, lag)
                .body(new ItemsPage<>(
                        page.items().stream().map(ProductResponse::of).toList(),
                        filter.cursor(question.sort(), page.next())));
    }

    private Optional<ProductView> find(FindProductById question) {
        return queries.query(question, ResponseTypes.optionalInstanceOf(ProductView.class))
                .join();
    }

    private ProductPage list(ListProducts question) {
        return queries.query(question, ProductPage.class).join();
    }

    /** Asked before the rows, so that they are never staler than it says. */
    private String lag() {
        return Integer.toString(views.of("product-view"));
    }

    private static RuntimeException unknown() {
        return Refusal.notFound("product_not_found", "There is no such product.")
                .exception();
    }
}
