package shop.orderly.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** What every answer tells a browser not to do with it. */
public final class SecurityHeaders {

    /** Nothing loads, runs or frames an answer that is data. */
    public static final String CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    /** Name and value of each; the content policy comes on top, since a page has its own. */
    public static final Map<String, String> ALWAYS = always();

    private SecurityHeaders() {}

    /** For answers that no filter chain has seen. */
    static void addMissing(HttpServletResponse response) {
        ALWAYS.forEach((name, value) -> addIfMissing(response, name, value));
        addIfMissing(response, "Content-Security-Policy", CONTENT_POLICY);
        addIfMissing(response, HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static void addIfMissing(HttpServletResponse response, String name, String value) {
        if (!response.containsHeader(name)) {
            response.setHeader(name, value);
        }
    }

    private static Map<String, String> always() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put(
                "Permissions-Policy",
                "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        return Collections.unmodifiableMap(headers);
    }
}
