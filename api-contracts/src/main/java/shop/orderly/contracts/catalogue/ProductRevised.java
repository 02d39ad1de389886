package shop.orderly.contracts.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.shared.EventType;

/**
 * A product's description changed; all of it is repeated here. Its price did not.
 *
 * @param imageUrls absolute URLs, in the order to show them
 * @param categoryId the category, which may not exist (yet); null = uncategorised
 */
@EventType("product.revised")
public record ProductRevised(
        ProductId productId,
        String name,
        String description,
        String store,
        List<String> imageUrls,
        @Nullable CategoryId categoryId)
        implements ProductEvent {

    public ProductRevised {
        imageUrls = List.copyOf(imageUrls);
    }
}
