package shop.orderly.platform.web;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of HTTP.
 *
 * @param trustedProxies whose {@code X-Forwarded-For} is believed: addresses, or networks as {@code 10.0.0.0/8}; default
 *     this machine
 * @param maxBody the largest request body; default 64 KB; larger ones are answered 413
 * @param bodyTimeout how long a request body may take to come as a whole; default 15 s; a slower one is answered 408. The
 *     limit for each part of it is {@code server.tomcat.connection-timeout}
 * @param maxTarget the longest path and query; default 4 KB; longer ones are answered 414
 */
@ConfigurationProperties("orderly.web")
record WebProperties(
        @DefaultValue({"127.0.0.0/8", "::1"}) List<String> trustedProxies,
        @DefaultValue("64KB") DataSize maxBody,
        @DefaultValue("15s") Duration bodyTimeout,
        @DefaultValue("4KB") DataSize maxTarget) {

    WebProperties {
        trustedProxies = List.copyOf(trustedProxies);
        if (bodyTimeout.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("orderly.web.body-timeout is more than 0, not " + bodyTimeout);
        }
    }
}
