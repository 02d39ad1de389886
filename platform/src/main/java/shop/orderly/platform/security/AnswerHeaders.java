package shop.orderly.platform.security;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import shop.orderly.platform.web.SecurityHeaders;

/** Adds {@link SecurityHeaders} to every answer of a filter chain, those of filters and of error pages included. */
public final class AnswerHeaders {

    private AnswerHeaders() {}

    /**
     * Besides, an answer that says nothing about it is not to be stored by anybody ({@code Cache-Control}), and one over
     * TLS asks for TLS from now on.
     */
    public static HeadersConfigurer<HttpSecurity> add(HeadersConfigurer<HttpSecurity> headers, String contentPolicy) {
        headers.defaultsDisabled()
                .cacheControl(cache -> {})
                .httpStrictTransportSecurity(hsts -> {})
                .contentSecurityPolicy(csp -> csp.policyDirectives(contentPolicy));
        SecurityHeaders.ALWAYS.forEach((name, value) -> headers.addHeaderWriter(new StaticHeadersWriter(name, value)));
        return headers;
    }
}
