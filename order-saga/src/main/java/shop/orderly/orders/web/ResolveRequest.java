package shop.orderly.orders.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What an operator has settled by hand.
 *
 * @param note what was done, 1..500 characters once the blanks around it are gone; no control characters
 * @param acceptOwed true: the money that was captured for an order that is not confirmed is kept; absent means false
 */
record ResolveRequest(
        @NotBlank @Size(max = 500) @Pattern(regexp = "[^\\p{Cc}]*", message = "must not contain control characters") String note,

        @Nullable Boolean acceptOwed) {

    @SuppressWarnings("ConstantValue") // absent in JSON, it is null until it is validated
    ResolveRequest {
        note = note == null ? null : note.strip();
    }
}
