package shop.orderly.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where a request comes from: the last address in {@code X-Forwarded-For} that is not a proxy we trust. What others
 * claim in that header counts for nothing.
 */
public final class ClientAddress {

    private static final String FOR = "X-Forwarded-For";

    private static final String PROTO = "X-Forwarded-Proto";

    private final List<String> trusted;

    /** @param trusted addresses of proxies whose {@code X-Forwarded-*} headers are believed, as the socket shows them */
    public ClientAddress(List<String> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** The client's address as text, IPv4 or IPv6; never empty. */
    public String of(HttpServletRequest request) {
        var peer = request.getRemoteAddr();
        if (!trusted.contains(peer)) {
            return peer;
        }
        var hops = new ArrayList<String>();
        for (var value : Collections.list(request.getHeaders(FOR))) {
            for (var hop : value.split(",", -1)) {
                hops.add(hop.strip());
            }
        }
        for (var hop : hops.reversed()) {
            if (!hop.isEmpty() && !trusted.contains(hop)) {
                return hop;
            }
        }
        return peer;
    }

    /** Whether the client speaks TLS: to us, or to a proxy that we trust. */
    public boolean isSecure(HttpServletRequest request) {
        return request.isSecure()
                || (trusted.contains(request.getRemoteAddr()) && "https".equalsIgnoreCase(request.getHeader(PROTO)));
    }
}
