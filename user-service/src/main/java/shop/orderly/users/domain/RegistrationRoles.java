package shop.orderly.users.domain;

import java.util.Set;

/** What a user who registers may do; never {@code ops} or {@code admin}. */
public record RegistrationRoles(Set<String> roles) {

    public RegistrationRoles {
        roles = Set.copyOf(roles);
        if (roles.contains("ops") || roles.contains("admin")) {
            throw new IllegalArgumentException("Registration gives neither ops nor admin");
        }
    }
}
