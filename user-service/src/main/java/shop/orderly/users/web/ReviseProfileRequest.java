package shop.orderly.users.web;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import shop.orderly.users.domain.Profile;

/** The whole profile as it shall be. */
record ReviseProfileRequest(
        @NotNull @Pattern(
                regexp = RegisterRequest.USERNAME,
                message = "must be 3 to 50 letters, digits, dots, dashes or underscores")
        String username,

        @NotBlank @Email @Size(max = 254) String email,
        @Nullable @Size(max = 100) String firstName,
        @Nullable @Size(max = 100) String lastName) {

    Profile profile() {
        return new Profile(username, email, firstName, lastName);
    }

    @Override
    public String toString() {
        return "ReviseProfileRequest[…]";
    }
}
