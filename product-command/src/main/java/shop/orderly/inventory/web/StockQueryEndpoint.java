package shop.orderly.inventory.web;

import java.util.Optional;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.inventory.api.FindStockByProduct;
import shop.orderly.inventory.api.StockView;
import shop.orderly.platform.web.Caller;
import shop.orderly.platform.web.MinVersion;

/** The stock's books, for those who keep them; customers see only what is available, in product-query. */
@RestController
class StockQueryEndpoint {

    private final QueryGateway queries;
    private final MinVersion reads;

    StockQueryEndpoint(QueryGateway queries, MinVersion reads) {
        this.queries = queries;
        this.reads = reads;
    }

    @GetMapping("/api/v1/products/{productId}/stock")
    StockResponse stock(
            @PathVariable ProductId productId,
            @RequestParam(name = "min_version", required = false) @Nullable Long minVersion,
            Caller caller) {
        var stock = reads.atLeast(minVersion, () -> find(productId), StockView::version)
                .orElseThrow(() -> Refusal.notFound("product_not_found", "There is no product " + productId + ".")
                        .exception());
        if (!caller.hasAny("ops", "admin") && !stock.merchantId().value().equals(caller.id())) {
            throw Refusal.forbidden("not_your_product", "Only its merchant sees this product's stock.")
                    .exception();
        }
        return StockResponse.of(stock);
    }

    private Optional<StockView> find(ProductId product) {
        return queries.query(new FindStockByProduct(product), ResponseTypes.optionalInstanceOf(StockView.class))
                .join();
    }
}
