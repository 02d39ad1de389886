package shop.orderly.launcher;

import java.util.Locale;
import java.util.Optional;
import shop.orderly.platform.access.Role;

/**
 * Who knocks at every door. {@code CUSTOMER} owns the order, its payment and the account that are asked for,
 * {@code MERCHANT} the product and the category. The others own nothing of it.
 */
enum Persona {
    ANONYMOUS,
    OTHER_CUSTOMER,
    OTHER_MERCHANT,
    CUSTOMER,
    MERCHANT,
    OPS,
    ADMIN;

    /** Empty for who has no token. */
    Optional<Role> role() {
        return this == ANONYMOUS ? Optional.empty() : Optional.of(Role.valueOf(name().replace("OTHER_", "")));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
