package shop.orderly.contracts.json;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code product.created} once told neither its currency, which was always USD, nor its merchant and first stock, and
 * was identified by its stream alone.
 */
public final class ProductCreatedHistory implements EventHistory {

    /** Whom products belong to that nobody is known to have created: a user that cannot exist. */
    static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    @Override
    public List<Step> steps() {
        return List.of(ProductCreatedHistory::sayWhatWasImplied);
    }

    private static void sayWhatWasImplied(ObjectNode json, String streamId) {
        json.put("currency", "USD");
        json.putIfAbsent("product_id", json.stringNode(streamId));
        json.putIfAbsent("merchant_id", json.stringNode(NOBODY));
        json.putIfAbsent("initial_stock", json.numberNode(0));
    }
}
