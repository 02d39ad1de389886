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
 * @param responseTimeout how long a service may take for a whole answer, event streams excepted; default 30 s
 * @param apiDocsCache how long the merged OpenAPI document is kept; default 30 s, a tenth of it while a service is away.
 *     {@code 0s} asks the services each time
 * @param trustedProxies proxies before the gateway whose {@code X-Forwarded-*} headers are believed: addresses, or networks
 *     as {@code 10.0.0.0/8}; default none
 */
@ConfigurationProperties("orderly.gateway")
public record GatewayProperties(
        Map<String, URI> services,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("30s") Duration responseTimeout,
        @DefaultValue("30s") Duration apiDocsCache,
        @DefaultValue List<String> trustedProxies) {

    public GatewayProperties {
        services = new LinkedHashMap<>(services);
        trustedProxies = List.copyOf(trustedProxies);
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
