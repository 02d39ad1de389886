package shop.orderly.users.web;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import shop.orderly.users.domain.Profile;

/** A user made by an administrator: a registration with roles. */
record CreateUserRequest(
        @NotNull @Pattern(
                regexp = RegisterRequest.USERNAME,
                message = "must be 3 to 50 letters, digits, dots, dashes or underscores")
        String username,

        @NotBlank @Email @Size(max = 254) String email,
        @NotNull @NewPassword String password,
        @Nullable @Size(max = 100) String firstName,
        @Nullable @Size(max = 100) String lastName,
        @NotEmpty Set<@NotNull @Pattern(regexp = ChangeRolesRequest.ROLE, message = "is no role") String> roles) {

    Profile profile() {
        return new Profile(username, email, firstName, lastName);
    }

    @Override
    public String toString() {
        return "CreateUserRequest[…]";
    }
}
