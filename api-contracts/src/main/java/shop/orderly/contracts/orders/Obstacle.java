package shop.orderly.contracts.orders;

import java.util.List;
import shop.orderly.contracts.catalogue.ProductId;

/**
 * Why an accepted order cannot be fulfilled, known at the moment it was placed.
 *
 * @param products the products concerned
 */
public record Obstacle(RejectionReason reason, List<ProductId> products) {

    public Obstacle {
        products = List.copyOf(products);
    }
}
