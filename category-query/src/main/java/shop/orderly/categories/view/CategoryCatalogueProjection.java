package shop.orderly.categories.view;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.contracts.catalogue.ProductDiscontinued;
import shop.orderly.contracts.catalogue.ProductEvent;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.catalogue.ProductRepriced;
import shop.orderly.contracts.catalogue.ProductRevised;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.contracts.shared.Money;
import shop.orderly.platform.processing.RowBatch;

/**
 * Keeps a row for each product: what it is, what it costs, and whether it is still sold. Each of the three takes only what
 * is newer than what it has, so twice or in another order gives the same rows. A product of an unknown category is kept
 * like any other; its list appears with the category.
 */
@Component
@ProcessingGroup("category-catalogue")
class CategoryCatalogueProjection {

    private static final Logger log = LoggerFactory.getLogger(CategoryCatalogueProjection.class);

    @EventHandler
    void on(ProductCreated event, @SequenceNumber long version, RowBatch rows) {
        received(event);
        describe(event.productId(), event.categoryId(), event.name(), event.store(), event.imageUrls(), version, rows);
        price(event.productId(), event.price(), event.discount(), event.finalPrice(), event.currency(), version, rows);
    }

    @EventHandler
    void on(ProductRevised event, @SequenceNumber long version, RowBatch rows) {
        received(event);
        describe(event.productId(), event.categoryId(), event.name(), event.store(), event.imageUrls(), version, rows);
    }

    @EventHandler
    void on(ProductRepriced event, @SequenceNumber long version, RowBatch rows) {
        received(event);
        price(event.productId(), event.price(), event.discount(), event.finalPrice(), event.currency(), version, rows);
    }

    @EventHandler
    void on(ProductDiscontinued event, @SequenceNumber long version, RowBatch rows) {
        received(event);
        rows.add(ListedProductRows.DISCONTINUE, event.productId(), version);
    }

    private static void describe(
            ProductId product,
            @Nullable CategoryId category,
            String name,
            String store,
            List<String> imageUrls,
            long version,
            RowBatch rows) {
        rows.add(
                ListedProductRows.DESCRIBE,
                product,
                category == null ? null : category.value(),
                name,
                store,
                imageUrls,
                version);
    }

    private static void price(
            ProductId product,
            BigDecimal price,
            int discount,
            Money finalPrice,
            Currency currency,
            long version,
            RowBatch rows) {
        rows.add(
                ListedProductRows.PRICE,
                product,
                Money.ofMajor(price, currency).minor(),
                discount,
                finalPrice.minor(),
                currency.getCurrencyCode(),
                version);
    }

    private static void received(ProductEvent event) {
        if (log.isInfoEnabled()) {
            var type = event.getClass().getAnnotation(EventType.class);
            log.info(
                    "category-query received {} {}",
                    type == null ? event.getClass().getSimpleName() : type.value(),
                    event.productId());
        }
    }
}
