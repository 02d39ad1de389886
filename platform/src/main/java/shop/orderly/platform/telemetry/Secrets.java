package shop.orderly.platform.telemetry;

import java.util.regex.Pattern;

/** The last net for secrets on their way into a log: signed tokens, and values behind the usual names. */
final class Secrets {

    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]{8,}\\.[\\w-]+(\\.[\\w-]*)?");
    private static final Pattern NAMED = Pattern.compile(
            "(?i)(password|passwd|secret|refresh_token|authorization)(\"?\\s*[=:]\\s*\"?)([^\\s\",;&]+)");

    private Secrets() {}

    static String redact(String text) {
        return NAMED.matcher(TOKEN.matcher(text).replaceAll("***")).replaceAll("$1$2***");
    }
}
