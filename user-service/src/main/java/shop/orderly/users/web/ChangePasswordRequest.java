package shop.orderly.users.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A new password; the current one proves that it is the user's own wish.
 *
 * @param newPassword 8..128 characters
 */
record ChangePasswordRequest(
        @NotNull @Size(max = 128) String currentPassword,
        @NotNull @Size(min = 8, max = 128) String newPassword) {

    @Override
    public String toString() {
        return "ChangePasswordRequest[…]";
    }
}
