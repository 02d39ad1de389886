package shop.orderly.inventory.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.users.UserId;

/** Who may change a product's stock: the product's merchant, operations and administrators. */
final class StockOwnership {

    private static final Set<String> MAY_CHANGE_ALL = Set.of("ops", "admin", "system");

    private StockOwnership() {}

    static boolean allows(Actor actor, @Nullable UserId merchant) {
        return MAY_CHANGE_ALL.contains(actor.kind())
                || (merchant != null && actor.id().equals(merchant.value()));
    }
}
