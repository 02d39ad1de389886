package shop.orderly.users.web;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Set;

/** All the roles that a user shall have. */
record ChangeRolesRequest(@NotEmpty Set<@NotNull @Pattern(regexp = ROLE, message = "is no role") String> roles) {

    static final String ROLE = "customer|merchant|ops|admin";
}
