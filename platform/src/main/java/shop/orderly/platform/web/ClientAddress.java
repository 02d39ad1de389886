package shop.orderly.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * From where a request comes. {@code X-Forwarded-For} is believed as far as proxies that we trust have written it: read from
 * the right, it ends at the first address that is none of them.
 */
public final class ClientAddress {

    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    /** Some proxies add the client's port, which is another one with each connection. */
    private static final Pattern PORT = Pattern.compile("^(\\d{1,3}(?:\\.\\d{1,3}){3}):\\d{1,5}$");

    private final List<IpAddressMatcher> trusted;

    /** @param trustedProxies addresses, or networks as {@code 10.0.0.0/8} */
    public ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(IpAddressMatcher::new).toList();
    }

    /** The client's address as digits, IPv4 or IPv6. */
    public String of(HttpServletRequest request) {
        var nearest = request.getRemoteAddr();
        var told = Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .toList();
        for (var i = told.size() - 1; i >= 0 && isTrusted(nearest); i--) {
            var address = PORT.matcher(told.get(i)).replaceFirst("$1");
            if (!LITERAL.matcher(address).matches()) {
                break;
            }
            nearest = address;
        }
        return nearest;
    }

    /** Whether the client speaks TLS: to us, or to a proxy that we trust. */
    public boolean isSecure(HttpServletRequest request) {
        return request.isSecure()
                || (isTrusted(request.getRemoteAddr())
                        && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")));
    }

    /** Whether what this peer says of others is believed. */
    public boolean isTrusted(String address) {
        try {
            return trusted.stream().anyMatch(proxy -> proxy.matches(address));
        } catch (IllegalArgumentException e) {
            return false; // digits and dots that are no address
        }
    }
}
