package shop.orderly.catalogue.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.shared.Refusal;

/** The version in an {@code If-Match} header: {@code "7"}, {@code W/"7"} or plain {@code 7}; {@code *} is any. */
final class IfMatch {

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"?(\\d{1,18})\"?");

    private IfMatch() {}

    static @Nullable Long version(@Nullable String header) {
        if (header == null || header.equals("*")) {
            return null;
        }
        var tag = TAG.matcher(header.strip());
        if (!tag.matches()) {
            throw Refusal.invalid("invalid_if_match", "If-Match holds one version as it was answered.")
                    .exception();
        }
        return Long.valueOf(tag.group(1));
    }
}
