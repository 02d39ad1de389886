package shop.orderly.users.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a user says about themselves; personal, so it never leaves this service by an event or a log.
 *
 * @param username unique whatever the case
 * @param email unique whatever the case
 */
public record Profile(
        String username,
        String email,
        @Nullable String firstName,
        @Nullable String lastName) {

    @Override
    public String toString() {
        return "Profile[…]";
    }
}
