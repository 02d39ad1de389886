package shop.orderly.users.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** Whether a user may log in. */
record ChangeStatusRequest(
        @NotNull @Pattern(regexp = "active|disabled", message = "must be active or disabled") String status) {

    boolean isDisabled() {
        return status.equals("disabled");
    }
}
