package shop.orderly.platform.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import javax.crypto.SecretKey;
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

/**
 * How an access token is checked: its shape, exactly one algorithm, issuer, exactly our audience, kind, subject, time and
 * length of life, and that its session has not ended.
 */
public final class AccessTokens {

    private AccessTokens() {}

    /** Checks as a service does that asks another one for the keys; knows of no ended sessions. */
    public static JwtDecoder remotely(SecurityProperties properties, Clock clock) {
        return byKeys(new RemoteKeys(properties, null), properties, clock, List.of());
    }

    static JwtDecoder bySecret(
            SecretKey key, SecurityProperties properties, Clock clock, List<OAuth2TokenValidator<Jwt>> more) {
        var decoder = NimbusJwtDecoder.withSecretKey(key)
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        return shaped(new TokenShape("HS256", false), decoder, validator(properties, clock, more));
    }

    static JwtDecoder byKeys(
            JWKSource<SecurityContext> keys,
            SecurityProperties properties,
            Clock clock,
            List<OAuth2TokenValidator<Jwt>> more) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        // The header's type was judged before.
        processor.setJWSTypeVerifier((type, context) -> {});
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, onlyP256(keys)));
        // Claims are checked below, by one list for both ways of signing.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        var decoder = new NimbusJwtDecoder(processor);
        return shaped(new TokenShape("ES256", true), decoder, validator(properties, clock, more));
    }

    /** A key of another curve is no key for ES256, whoever published it. */
    private static JWKSource<SecurityContext> onlyP256(JWKSource<SecurityContext> keys) {
        return (selector, context) -> keys.get(selector, context).stream()
                .filter(key -> key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve()))
                .toList();
    }

    private static JwtDecoder shaped(TokenShape shape, NimbusJwtDecoder decoder, OAuth2TokenValidator<Jwt> validator) {
        decoder.setJwtValidator(validator);
        return token -> {
            shape.check(token);
            return decoder.decode(token);
        };
    }

    private static OAuth2TokenValidator<Jwt> validator(
            SecurityProperties properties, Clock clock, List<OAuth2TokenValidator<Jwt>> more) {
        var time = new JwtTimestampValidator(properties.clockSkew());
        time.setClock(clock);
        return new DelegatingOAuth2TokenValidator<>(List.of(
                time,
                new TokenLife(properties.maxTokenLife(), properties.clockSkew(), clock),
                new JwtIssuerValidator(properties.issuer()),
                new JwtClaimValidator<Instant>(JwtClaimNames.EXP, expiry -> expiry != null),
                new JwtClaimValidator<List<String>>(JwtClaimNames.AUD, List.of(properties.audience())::equals),
                new JwtClaimValidator<String>("typ", "access"::equals),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank()),
                // Last, as it may ask the database.
                new DelegatingOAuth2TokenValidator<>(more)));
    }
}
