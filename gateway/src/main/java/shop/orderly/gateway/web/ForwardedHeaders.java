package shop.orderly.gateway.web;

import java.util.List;
import java.util.Locale;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import shop.orderly.platform.web.ClientAddress;

/**
 * Tells services who asked and under which address, as {@code X-Forwarded-*}. What the client says about that itself is
 * dropped, unless it is a proxy that we trust; of those it names, the first that is none is the client.
 */
@Component
class ForwardedHeaders implements RequestHttpHeadersFilter, Ordered {

    private static final String FOR = "X-Forwarded-For";
    private static final List<String> SAID_ONCE = List.of("X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port");

    private final ClientAddress clients;

    ForwardedHeaders(ClientAddress clients) {
        this.clients = clients;
    }

    /** After those that remove what the client sent. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders apply(HttpHeaders kept, ServerRequest request) {
        var peer = request.servletRequest().getRemoteAddr();
        var isTrusted = clients.isTrusted(peer);
        var sent = request.headers().asHttpHeaders();
        var headers = new HttpHeaders();
        kept.forEach((name, values) -> {
            if (!name.toLowerCase(Locale.ROOT).startsWith("x-forwarded-")) {
                headers.addAll(name, values);
            }
        });
        // One verdict for all: services count by the address that the gateway counts by.
        headers.set(FOR, clients.of(request.servletRequest()));
        var own = List.of(
                request.uri().getScheme(),
                request.servletRequest().getServerName(),
                Integer.toString(request.servletRequest().getServerPort()));
        for (var i = 0; i < SAID_ONCE.size(); i++) {
            var told = isTrusted ? sent.getFirst(SAID_ONCE.get(i)) : null;
            headers.set(SAID_ONCE.get(i), told == null ? own.get(i) : told);
        }
        return headers;
    }
}
