package shop.orderly.contracts.users;

import java.util.List;
import shop.orderly.contracts.shared.EventType;

/**
 * A user registered.
 *
 * @param roles the roles given, lower case: {@code customer}, {@code merchant}, {@code ops}, {@code admin}
 */
@EventType("user.registered")
public record UserRegistered(UserId userId, List<String> roles) implements UserEvent {

    public UserRegistered {
        roles = List.copyOf(roles);
    }
}
