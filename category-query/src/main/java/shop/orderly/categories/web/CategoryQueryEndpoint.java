package shop.orderly.categories.web;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.categories.api.CategoryView;
import shop.orderly.categories.api.FindCategoryById;
import shop.orderly.categories.api.ListCategories;
import shop.orderly.categories.api.ListProductsOfCategory;
import shop.orderly.categories.api.ListedProduct;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.platform.processing.ViewLag;
import shop.orderly.platform.web.Cursor;
import shop.orderly.platform.web.ItemsPage;
import shop.orderly.platform.web.MinVersion;

/** Reads categories and their products. */
@RestController
@RequestMapping("/api/v1/categories")
class CategoryQueryEndpoint {

    private final QueryGateway queries;
    private final MinVersion reads;
    private final ViewLag views;

    CategoryQueryEndpoint(QueryGateway queries, MinVersion reads, ViewLag views) {
        this.queries = queries;
        this.reads = reads;
        this.views = views;
    }

    /** Says how fresh counts and lists of products are; asked before the rows, so that they are never staler. */
    @ModelAttribute
    void freshness(HttpServletResponse response) {
        response.setHeader(ViewLag.HEADER, Integer.toString(views.of("category-catalogue")));
    }

    @GetMapping("/{categoryId}")
    CategoryResponse category(
            @PathVariable long categoryId,
            @RequestParam(name = "min_version", required = false) @Nullable Long minVersion) {
        var id = CategoryPaths.category(categoryId);
        return reads.atLeast(minVersion, () -> find(id), CategoryView::version)
                .map(CategoryResponse::of)
                .orElseThrow(CategoryPaths::unknown);
    }

    @GetMapping
    ItemsPage<CategoryResponse> categories(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        var after = Cursor.decode(cursor, 1);
        var found = queries.query(
                        new ListCategories(after == null ? 0 : after.number(0), limit),
                        ResponseTypes.multipleInstancesOf(CategoryView.class))
                .join();
        return ItemsPage.of(found.stream().map(CategoryResponse::of).toList(), limit, last -> Cursor.encode(last.id()));
    }

    @GetMapping("/{categoryId}/products")
    ItemsPage<ListedProductResponse> products(
            @PathVariable long categoryId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        var id = CategoryPaths.category(categoryId);
        var after = CategoryPaths.after(categoryId, cursor);
        if (find(id).isEmpty()) {
            throw CategoryPaths.unknown();
        }
        var question = new ListProductsOfCategory(id, after, limit);
        var found = queries.query(question, ResponseTypes.multipleInstancesOf(ListedProduct.class))
                .join();
        return ItemsPage.of(
                found.stream().map(ListedProductResponse::of).toList(),
                limit,
                last -> Cursor.encode(categoryId, last.id()));
    }

    private Optional<CategoryView> find(CategoryId id) {
        return queries.query(new FindCategoryById(id), ResponseTypes.optionalInstanceOf(CategoryView.class))
                .join();
    }
}
