package shop.orderly.contracts.users;

import java.util.List;
import shop.orderly.contracts.shared.EventType;

/**
 * A user's roles changed; all of them are repeated here.
 */
@EventType("user.roles_changed")
public record UserRolesChanged(UserId userId, List<String> roles) implements UserEvent {

    public UserRolesChanged {
        roles = List.copyOf(roles);
    }
}
