package shop.orderly.gateway;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.net.http.HttpClient;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import shop.orderly.gateway.web.CorsAnswers;
import shop.orderly.gateway.web.Door;
import shop.orderly.gateway.web.EventStreams;
import shop.orderly.gateway.web.Places;
import shop.orderly.gateway.web.VerifiedCaller;
import shop.orderly.platform.identity.ServiceHttp;
import shop.orderly.platform.identity.ServiceIdentity;
import shop.orderly.platform.security.AnswerHeaders;
import shop.orderly.platform.security.ProblemEntryPoint;
import shop.orderly.platform.web.ClientAddress;
import shop.orderly.platform.web.ProblemWriter;

/** How the gateway calls services, and what it adds to every answer. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({GatewayProperties.class, RateLimitProperties.class, CorsProperties.class})
public class GatewayConfiguration {

    /** Swagger UI brings its own scripts and styles; nothing comes from elsewhere. */
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final List<String> EXPOSED = List.of(
            "Location",
            "ETag",
            "Retry-After",
            "RateLimit",
            "RateLimit-Policy",
            "Idempotent-Replayed",
            "Preference-Applied");

    @Bean
    ClientAddress clientAddress(GatewayProperties properties) {
        return new ClientAddress(properties.trustedProxies());
    }

    /**
     * Every service checks tokens itself, so what does not verify here is passed on. The gateway asks for a role only
     * where operators go: nothing of theirs is even routed for anybody else.
     */
    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            JwtDecoder tokens,
            ClientAddress clients,
            CorsFilter cors,
            Places places,
            ProblemWriter writer,
            MeterRegistry meters,
            Environment environment) {
        var problems = new ProblemEntryPoint(writer, meters);
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .formLogin(form -> form.disable())
                .httpBasic(basic -> basic.disable())
                .logout(logout -> logout.disable())
                .headers(headers -> AnswerHeaders.add(headers, CONTENT_POLICY)
                        .httpStrictTransportSecurity(hsts -> hsts.requestMatcher(clients::isSecure)))
                .addFilter(cors)
                .addFilterAfter(new Door(places, writer), CorsFilter.class)
                .addFilterBefore(new VerifiedCaller(tokens), AnonymousAuthenticationFilter.class)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .authorizeHttpRequests(requests -> {
                    requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                            .permitAll();
                    requests.requestMatchers(pathPattern("/ops/**"), publicMetrics(environment))
                            .hasAnyRole("ops", "admin");
                    requests.anyRequest().permitAll();
                });
        return http.build();
    }

    /** Scrapers come to the management port, which is not for the public to reach. */
    private static RequestMatcher publicMetrics(Environment environment) {
        RequestMatcher isPublicPort = request -> {
            var port = environment.getProperty("local.server.port", Integer.class);
            return port == null || port == request.getLocalPort();
        };
        return new AndRequestMatcher(pathPattern("/metrics"), isPublicPort);
    }

    /** Runs within the security chain, and once for a request. */
    @Bean
    CorsFilter crossOrigin(CorsProperties properties, ProblemWriter problems, Environment environment) {
        properties.requireOriginsByName(environment);
        var allowed = new CorsConfiguration();
        allowed.setAllowedOriginPatterns(properties.allowedOrigins());
        allowed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "DELETE"));
        allowed.setAllowedHeaders(List.of("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "Prefer"));
        allowed.setExposedHeaders(EXPOSED);
        allowed.setAllowCredentials(false);
        allowed.setMaxAge(properties.maxAge());
        var everywhere = new UrlBasedCorsConfigurationSource();
        everywhere.registerCorsConfiguration("/**", allowed);
        var filter = new CorsFilter(everywhere);
        filter.setCorsProcessor(new CorsAnswers(problems));
        return filter;
    }

    /** How every service is called: with the gateway's certificate, if it has one. */
    @Bean
    ServiceHttp services(GatewayProperties properties, ObjectProvider<ServiceIdentity> identity) {
        return new ServiceHttp(
                identity.getIfAvailable(),
                () -> HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(properties.connectTimeout())
                        .followRedirects(HttpClient.Redirect.NEVER));
    }

    /** Event streams stay open as long as both sides like; everything else has a time limit. */
    @Bean
    ClientHttpRequestFactory serviceRequests(GatewayProperties properties, ServiceHttp services) {
        return (uri, method) -> {
            var requests = new JdkClientHttpRequestFactory(services.get());
            if (!EventStreams.has(uri.getRawPath())) {
                requests.setReadTimeout(properties.responseTimeout());
            }
            return requests.createRequest(uri, method);
        };
    }
}
