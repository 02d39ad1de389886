package shop.orderly.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the gateway.
 *
 * @param services where each service listens, by its name: {@code http://host:port}, no path
 * @param connectTimeout how long a service may take to accept a connection; default 1 s
 * @param responseTimeout how long a service may take for a whole answer, event streams excepted; default 35 s: clients may
 *     ask a service to wait for an outcome for 30 s
 * @param maxRequests how many requests are under way at once, event streams among them; default 500, at least 1. One that
 *     waits takes a quarter of a megabyte of heap: these fit into one of 256 MB. Further ones are answered 503, as below
 * @param maxWaiting how many of them may wait for one service; default 200, at least 1
 * @param maxStreams how many event streams of one service may be open; default 200, at least 1
 * @param apiDocsCache how long the merged OpenAPI document is kept; default 30 s, a tenth of it while a service is away.
 *     {@code 0s} asks the services each time
 * @param trustedProxies proxies before the gateway whose {@code X-Forwarded-*} headers are believed: addresses, or networks
 *     as {@code 10.0.0.0/8}; default none
 */
@ConfigurationProperties("orderly.gateway")
public record GatewayProperties(
        Map<String, URI> services,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("35s") Duration responseTimeout,
        @DefaultValue("500") int maxRequests,
        @DefaultValue("200") int maxWaiting,
        @DefaultValue("200") int maxStreams,
        @DefaultValue("30s") Duration apiDocsCache,
        @DefaultValue List<String> trustedProxies) {

    public GatewayProperties {
        services = new LinkedHashMap<>(services);
        trustedProxies = List.copyOf(trustedProxies);
        if (Math.min(maxRequests, Math.min(maxWaiting, maxStreams)) < 1) {
            throw new IllegalArgumentException(
                    "orderly.gateway.max-requests, max-waiting and max-streams are at least 1");
        }
    }

    /** Where a service listens. */
    public URI service(String name) {
        var target = services.get(name);
        if (target == null) {
            throw new IllegalArgumentException("orderly.gateway.services." + name + " is not set");
        }
        return target;
    }
}
