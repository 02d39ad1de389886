package shop.orderly.audit.views;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/** Up to where a user's sessions have ended: the newest event that ends them. */
final class EndedSessionFold implements Fold {
    private @Nullable String user;
    private long version;
    private long at;

    @Override
    public void apply(Event event) {
        switch (event.type()) {
            case "user.password_changed", "user.roles_changed", "user.disabled", "user.deleted" -> {
                user = event.text("user_id");
                version = Math.max(version, event.sequence());
                at = Math.max(at, event.at());
            }
            default -> {}
        }
    }

    @Override
    public List<List<@Nullable String>> rows() {
        return user == null ? List.of() : List.of(Columns.row(user, version, at));
    }
}
