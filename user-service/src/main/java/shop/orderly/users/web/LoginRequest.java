package shop.orderly.users.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A login by username or e-mail address. */
record LoginRequest(
        @NotBlank @Size(max = 254) String usernameOrEmail,
        @NotNull @Size(max = 512) String password) {

    @Override
    public String toString() {
        return "LoginRequest[…]";
    }
}
