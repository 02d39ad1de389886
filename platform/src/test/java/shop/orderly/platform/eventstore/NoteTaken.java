package shop.orderly.platform.eventstore;

import java.util.List;
import shop.orderly.contracts.json.EventHistory;
import shop.orderly.contracts.shared.EventType;

/** Revision 1 called its text {@code text}, revision 2 {@code note}. */
@EventType(value = "note.taken", revision = 3, history = NoteTaken.History.class)
record NoteTaken(String noteText) {

    static final class History implements EventHistory {

        @Override
        public List<Step> steps() {
            return List.of(
                    (json, stream) -> json.set("note", json.remove("text")),
                    (json, stream) -> json.set("note_text", json.remove("note")));
        }
    }
}
