package shop.orderly.products.view;

import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.contracts.catalogue.ProductDiscontinued;
import shop.orderly.contracts.catalogue.ProductRepriced;
import shop.orderly.contracts.catalogue.ProductRevised;
import shop.orderly.contracts.categories.CategoryCreated;
import shop.orderly.contracts.categories.CategoryDeleted;
import shop.orderly.contracts.categories.CategoryRevised;
import shop.orderly.contracts.inventory.StockEvent;
import shop.orderly.contracts.shared.Money;
import shop.orderly.platform.processing.RowBatch;

/**
 * Keeps the rows of products, stock levels and category names.
 *
 * <p>The events of one product, one stock item or one category come in order, perhaps twice; those of different ones in
 * any order and at the same time. Each row belongs to one of them and keeps its version: an event that is not newer
 * changes nothing.
 */
@Component
@ProcessingGroup("product-view")
class ProductViewProjection {

    @EventHandler
    void on(ProductCreated event, @SequenceNumber long version, @Timestamp Instant at, RowBatch rows) {
        rows.add(
                ProductRows.CREATE,
                event.productId(),
                event.merchantId(),
                event.name(),
                event.description(),
                event.store(),
                event.imageUrls(),
                event.categoryId() == null ? null : event.categoryId().value(),
                Money.ofMajor(event.price(), event.currency()).minor(),
                event.discount(),
                event.finalPrice().minor(),
                event.currency().getCurrencyCode(),
                version,
                at,
                at);
    }

    @EventHandler
    void on(ProductRevised event, @SequenceNumber long version, @Timestamp Instant at, RowBatch rows) {
        rows.add(
                ProductRows.REVISE,
                event.name(),
                event.description(),
                event.store(),
                event.imageUrls(),
                event.categoryId() == null ? null : event.categoryId().value(),
                version,
                at,
                event.productId(),
                version);
    }

    @EventHandler
    void on(ProductRepriced event, @SequenceNumber long version, @Timestamp Instant at, RowBatch rows) {
        rows.add(
                ProductRows.REPRICE,
                Money.ofMajor(event.price(), event.currency()).minor(),
                event.discount(),
                event.finalPrice().minor(),
                event.currency().getCurrencyCode(),
                version,
                at,
                event.productId(),
                version);
    }

    @EventHandler
    void on(ProductDiscontinued event, @SequenceNumber long version, @Timestamp Instant at, RowBatch rows) {
        rows.add(ProductRows.DISCONTINUE, version, at, event.productId(), version);
    }

    @EventHandler
    void on(StockEvent event, @SequenceNumber long version, @Timestamp Instant at, RowBatch rows) {
        rows.add(ProductRows.STOCK, event.productId(), event.onHand(), event.reserved(), version, at);
    }

    @EventHandler
    void on(CategoryCreated event, @SequenceNumber long version, RowBatch rows) {
        rows.add(ProductRows.CATEGORY, event.categoryId().value(), event.name(), version);
    }

    @EventHandler
    void on(CategoryRevised event, @SequenceNumber long version, RowBatch rows) {
        rows.add(ProductRows.CATEGORY, event.categoryId().value(), event.name(), version);
    }

    @EventHandler
    void on(CategoryDeleted event, @SequenceNumber long version, RowBatch rows) {
        rows.add(ProductRows.CATEGORY, event.categoryId().value(), null, version);
    }
}
