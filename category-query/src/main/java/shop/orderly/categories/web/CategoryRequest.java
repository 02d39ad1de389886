package shop.orderly.categories.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * A category as a client writes it.
 *
 * @param name 1..200 characters, unique whatever the case; spaces around it do not count
 * @param description 0..2000 characters; absent means empty
 */
record CategoryRequest(
        @NotBlank @Size(max = 200) @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters") @Nullable String name,

        @Size(max = 2000) @Pattern(regexp = "[^\\x00]*", message = "must not contain null characters") @Nullable String description) {

    CategoryRequest {
        name = name == null
                ? null
                : Normalizer.normalize(name, Normalizer.Form.NFC).strip();
        description = description == null ? "" : description.strip();
    }
}
