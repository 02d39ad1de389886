package shop.orderly.platform.telemetry;

import java.util.regex.Pattern;

/**
 * The last net for secrets and personal data on their way into a log: signed tokens, values behind the usual names,
 * private keys, passwords inside addresses and e-mail addresses. Only values go, so that a line still says what it was
 * about. Every pattern is linear in the text: what a client sends must not make logging slow.
 */
final class Secrets {

    private static final String HIDDEN = "***";

    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]{8,}+(\\.[\\w-]*+)*+");

    /** How the names below end. */
    private static final String[] NAMES_END = {
        "word", "passwd", "phrase", "pwd", "secret", "token", "authorization", "key", "cookie"
    };

    private static final int MAX_GAP = 12;

    private static final Pattern NAMED = Pattern.compile(
            "(?i)(pass(?:word|wd|phrase)|pwd|secret|(?:access|refresh|id|service)[_-]?token|authorization|api[_-]?key|cookie|(?<=[?&])token)"
                    + "(\\\\?\"?\\s{0,8}[=:]\\s{0,8})"
                    + "(?:(\\\\\")(?:[^\"\\\\]|\\\\[^\"])*+(?:\\\\\")?|(\")(?:[^\"\\\\]|\\\\.)*+\"?"
                    + "|'(?:[^'\\\\]|\\\\.)*+'?"
                    + "|(?:(?:bearer|basic|digest)\\s{1,8})?[^\\s\",;&]++)");

    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer)\\s{1,8}[\\w.~+/=-]{8,}+");

    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "(-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)[^-]*+(?:-----END [A-Z ]{0,20}PRIVATE KEY-----)?");

    private static final Pattern IN_ADDRESS = Pattern.compile("(://[^/\\s:@]{0,128}:)[^@\\s/]{1,256}@");

    private static final Pattern EMAIL =
            Pattern.compile("(?<![\\w.+%-])[\\w.+%-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}");

    private Secrets() {}

    static String redact(String text) {
        var safe = text;
        if (safe.contains("eyJ")) {
            // A word without a dot is no token, but is consumed, so that a long one is looked at once.
            safe = TOKEN.matcher(safe).replaceAll(found -> found.group(1) == null ? found.group() : HIDDEN);
        }
        if (safe.contains("PRIVATE KEY-----")) {
            safe = PRIVATE_KEY.matcher(safe).replaceAll("$1" + HIDDEN);
        }
        if (safe.indexOf('@') >= 0) {
            safe = IN_ADDRESS.matcher(safe).replaceAll("$1" + HIDDEN + "@");
            safe = EMAIL.matcher(safe).replaceAll(HIDDEN + "@" + HIDDEN);
        }
        if (isAnythingNamed(safe)) {
            safe = NAMED.matcher(safe).replaceAll("$1$2$3$4" + HIDDEN + "$3$4");
        }
        return safe.contains("earer ") ? BEARER.matcher(safe).replaceAll("$1 " + HIDDEN) : safe;
    }

    /** Whether one of the names stands before an = or a colon: nearly every line has neither, and this is cheap. */
    private static boolean isAnythingNamed(String text) {
        for (var i = 1; i < text.length(); i++) {
            var c = text.charAt(i);
            if ((c == '=' || c == ':') && endsWithAName(text, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsWithAName(String text, int separator) {
        var end = separator;
        while (end > 0 && separator - end < MAX_GAP && " \t\n\r\"\\".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        for (var ending : NAMES_END) {
            if (text.regionMatches(true, end - ending.length(), ending, 0, ending.length())) {
                return true;
            }
        }
        return false;
    }
}
