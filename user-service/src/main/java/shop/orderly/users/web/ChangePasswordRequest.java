package shop.orderly.users.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A new password; the current one proves that it is the user's own wish.
 *
 * @param newPassword 8 to 128 characters, none of the common ones
 */
record ChangePasswordRequest(
        @NotNull @Size(max = 512) String currentPassword,
        @NotNull @NewPassword String newPassword) {

    @Override
    public String toString() {
        return "ChangePasswordRequest[…]";
    }
}
