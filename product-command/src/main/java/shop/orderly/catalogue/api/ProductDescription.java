package shop.orderly.catalogue.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.shared.Refusal;

/**
 * What a product is, as customers see it; everything but its price.
 *
 * @param name 1..200 characters
 * @param description up to 5000 characters, may be empty
 * @param store the seller's name, 1..200 characters
 * @param imageUrls up to 20 absolute http(s) URLs, in the order to show them
 * @param categoryId the category, which may not exist (yet); null = uncategorised
 */
public record ProductDescription(
        String name,
        String description,
        String store,
        List<String> imageUrls,
        @Nullable CategoryId categoryId) {

    private static final int MAX_NAME = 200;
    private static final int MAX_DESCRIPTION = 5000;
    private static final int MAX_IMAGES = 20;
    private static final int MAX_URL = 2000;

    public ProductDescription {
        imageUrls = List.copyOf(imageUrls);
    }

    /** Facts are never doubted, so only commands ask this. Refuses with {@code invalid_product}. */
    void requireSound() {
        require(!name.isBlank() && name.length() <= MAX_NAME, "A product's name has 1 to 200 characters.");
        require(description.length() <= MAX_DESCRIPTION, "A product's description has at most 5000 characters.");
        require(!store.isBlank() && store.length() <= MAX_NAME, "A store's name has 1 to 200 characters.");
        require(imageUrls.size() <= MAX_IMAGES, "A product has at most 20 images.");
        require(
                imageUrls.stream().allMatch(ProductDescription::isAbsoluteHttp),
                "An image is an absolute http or https URL of at most 2000 characters.");
    }

    private static boolean isAbsoluteHttp(String url) {
        try {
            var uri = new URI(url);
            return url.length() <= MAX_URL
                    && uri.getHost() != null
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException noUrl) {
            return false;
        }
    }

    private static void require(boolean sound, String otherwise) {
        if (!sound) {
            throw Refusal.invalid("invalid_product", otherwise).exception();
        }
    }
}
