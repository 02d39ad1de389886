package shop.orderly.platform.telemetry;

/**
 * Text that stays on its line and leaves the terminal alone: control characters (line breaks and the start of colour
 * codes among them), Unicode's line separators and what turns the direction of writing are written as escapes. Nobody
 * forges a line of a log, or hides one, by what he calls himself.
 */
final class OneLine {

    private OneLine() {}

    static String of(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (isUnsafe(text.charAt(i))) {
                return escaped(text, i);
            }
        }
        return text;
    }

    private static String escaped(String text, int from) {
        var safe = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (var i = from; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '\n' -> safe.append("\\n");
                case '\r' -> safe.append("\\r");
                default -> {
                    if (isUnsafe(c)) {
                        safe.append(String.format("\\u%04x", (int) c));
                    } else {
                        safe.append(c);
                    }
                }
            }
        }
        return safe.toString();
    }

    private static boolean isUnsafe(char c) {
        if (c < 0x7f) {
            return c < ' ' && c != '\t';
        }
        return c < 0xa0
                || c == '\u2028'
                || c == '\u2029'
                || c == '\u200e'
                || c == '\u200f'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
