package shop.orderly.platform.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a user may be; a token names it in lower case. */
public enum Role {
    CUSTOMER,
    MERCHANT,
    OPS,
    ADMIN;

    /** The role of this name in a token; empty for a name that Orderly does not know, which allows nothing. */
    public static Optional<Role> named(String name) {
        return Arrays.stream(values())
                .filter(role -> role.toString().equals(name))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
