package shop.orderly.platform.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.time.Clock;
import java.util.List;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import shop.orderly.platform.identity.ServiceIdentity;

/** How an access token is checked: exactly one algorithm, issuer, audience, kind, subject and time. */
final class AccessTokens {

    private static final int TIMEOUT_MILLIS = 2_000;

    private AccessTokens() {}

    static JwtDecoder bySecret(SecretKey key, SecurityProperties properties, Clock clock) {
        var decoder = NimbusJwtDecoder.withSecretKey(key)
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        decoder.setJwtValidator(validator(properties, clock));
        return decoder;
    }

    static JwtDecoder byKeys(JWKSource<SecurityContext> keys, SecurityProperties properties, Clock clock) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        // Claims are checked below, by one list for both ways of signing.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(validator(properties, clock));
        return decoder;
    }

    /** Keys over HTTP: asked for at the first token, kept for minutes, kept for hours when the source is away. */
    static JWKSource<SecurityContext> remoteKeys(
            SecurityProperties properties, @Nullable ServiceIdentity identity) {
        try {
            return JWKSourceBuilder.<SecurityContext>create(
                            properties.jwksUri().toURL(), retriever(identity))
                    .cache(5 * 60_000L, 15_000L)
                    .rateLimited(1_000L)
                    .retrying(true)
                    .outageTolerant(4 * 3_600_000L)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("orderly.security.jwks-uri is not a URL", e);
        }
    }

    /** Over HTTPS with the certificate that this service has at that time. */
    private static ResourceRetriever retriever(@Nullable ServiceIdentity identity) {
        return url -> new DefaultResourceRetriever(
                        TIMEOUT_MILLIS,
                        TIMEOUT_MILLIS,
                        JWKSourceBuilder.DEFAULT_HTTP_SIZE_LIMIT,
                        true,
                        identity == null ? null : identity.tls().getSocketFactory())
                .retrieveResource(url);
    }

    private static OAuth2TokenValidator<Jwt> validator(SecurityProperties properties, Clock clock) {
        var time = new JwtTimestampValidator(properties.clockSkew());
        time.setClock(clock);
        return new DelegatingOAuth2TokenValidator<>(List.of(
                time,
                new JwtIssuerValidator(properties.issuer()),
                new JwtClaimValidator<Object>(JwtClaimNames.EXP, expiry -> expiry != null),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(properties.audience())),
                new JwtClaimValidator<String>("typ", "access"::equals),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank())));
    }
}
