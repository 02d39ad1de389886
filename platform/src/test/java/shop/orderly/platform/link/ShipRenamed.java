package shop.orderly.platform.link;

import java.util.List;
import shop.orderly.contracts.json.EventHistory;
import shop.orderly.contracts.shared.EventType;

/** Revision 1 did not say which ship; its stream did. */
@EventType(value = "ship.renamed", revision = 2, history = ShipRenamed.History.class)
record ShipRenamed(String shipId, String shipName) implements ShipEvent {

    static final class History implements EventHistory {

        @Override
        public List<Step> steps() {
            return List.of((json, stream) -> json.put("ship_id", stream));
        }
    }
}
