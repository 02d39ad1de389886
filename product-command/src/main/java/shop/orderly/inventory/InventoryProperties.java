package shop.orderly.inventory;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import shop.orderly.inventory.adapter.HoldTerms;

/**
 * Settings of inventory.
 *
 * @param holdLimit how long stock stays promised to an order that is neither committed nor released; a safety net, so
 *     keep it at twice the payment timeout or more. Default 30 minutes. 0 ends every hold at once.
 */
@ConfigurationProperties("orderly.inventory")
record InventoryProperties(@DefaultValue("30m") Duration holdLimit) {

    HoldTerms terms() {
        return new HoldTerms(holdLimit);
    }
}
