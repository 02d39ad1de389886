package shop.orderly.platform.web;

import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;

/** Names of fields as the client knows them: {@code items[0].unit_price}. */
final class JsonPaths {

    private JsonPaths() {}

    /** From Java's {@code items[0].unitPrice}. */
    static String ofProperty(String property) {
        var path = new StringBuilder(property.length() + 8);
        for (var i = 0; i < property.length(); i++) {
            var c = property.charAt(i);
            if (Character.isUpperCase(c)) {
                if (i > 0 && property.charAt(i - 1) != '.') {
                    path.append('_');
                }
                path.append(String.valueOf(c).toLowerCase(Locale.ROOT));
            } else {
                path.append(c);
            }
        }
        return path.toString();
    }

    /** From where a JSON parser stood; the whole body is the empty path. */
    static String of(List<JacksonException.Reference> references) {
        var path = new StringBuilder();
        for (var reference : references) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(ofProperty(reference.getPropertyName()));
            }
        }
        return path.toString();
    }
}
