package shop.orderly.users.web;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import shop.orderly.users.domain.Profile;

/**
 * A registration.
 *
 * @param username 3..50 letters, digits, dots, dashes, underscores
 * @param password 8 to 128 characters, none of the common ones
 */
record RegisterRequest(
        @NotNull @Pattern(regexp = USERNAME, message = "must be 3 to 50 letters, digits, dots, dashes or underscores") String username,

        @NotBlank @Email @Size(max = 254) String email,
        @NotNull @NewPassword String password,
        @Nullable @Size(max = 100) String firstName,
        @Nullable @Size(max = 100) String lastName) {

    static final String USERNAME = "[A-Za-z0-9._-]{3,50}";

    Profile profile() {
        return new Profile(username, email, firstName, lastName);
    }

    @Override
    public String toString() {
        return "RegisterRequest[…]";
    }
}
