package shop.orderly.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import shop.orderly.platformtest.TestJwt;

class AccessTokenTest {

    private static final URI NOWHERE = URI.create("http://localhost:1/.well-known/jwks.json");

    private final JwtDecoder bySecret = AccessTokens.bySecret(
            SharedSecret.key(TestJwt.SECRET, new MockEnvironment()),
            properties(TestJwt.SECRET, NOWHERE),
            Clock.systemUTC(),
            List.of());

    @Test
    void acceptsAGoodToken() {
        var token = bySecret.decode(TestJwt.token("u-1", "customer"));

        assertThat(token.getSubject()).isEqualTo("u-1");
        assertThat(token.getClaimAsStringList("roles")).containsExactly("customer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "sub", "typ", "exp", "iat", "ver", "roles"})
    void refusesATokenThatLacksAClaim(String claim) {
        var claims = TestJwt.claims("u-1", "customer");
        claims.remove(claim);

        assertRefused(TestJwt.sign(claims, TestJwt.SECRET));
    }

    @Test
    void refusesATokenThatIsMeantForSomethingElse() {
        for (var spoilt : Map.<String, Object>of(
                        "iss", "somebody",
                        "aud", "orderly.service",
                        "typ", "refresh",
                        "sub", " ")
                .entrySet()) {
            var claims = TestJwt.claims("u-1", "customer");
            claims.put(spoilt.getKey(), spoilt.getValue());
            assertRefused(TestJwt.sign(claims, TestJwt.SECRET));
        }
    }

    @Test
    void toleratesClocksThatDifferByLessThanAMinute() {
        var claims = TestJwt.claims("u-1");
        claims.put("iat", Instant.now().minusSeconds(600).getEpochSecond());
        claims.put("exp", Instant.now().minusSeconds(15).getEpochSecond());
        assertThat(bySecret.decode(TestJwt.sign(claims, TestJwt.SECRET))).isNotNull();

        claims.put("exp", Instant.now().minusSeconds(61).getEpochSecond());
        assertRefused(TestJwt.sign(claims, TestJwt.SECRET));

        claims.put("exp", Instant.now().plusSeconds(600).getEpochSecond());
        claims.put("nbf", Instant.now().plusSeconds(120).getEpochSecond());
        assertRefused(TestJwt.sign(claims, TestJwt.SECRET));
    }

    @Test
    void refusesAnotherSecretNoSignatureAndAnotherAlgorithm() throws Exception {
        var good = TestJwt.token("u-1", "admin");
        assertRefused(TestJwt.sign(TestJwt.claims("u-1", "admin"), TestJwt.SECRET + "x"));
        assertRefused(base64("{\"alg\":\"none\"}") + good.substring(good.indexOf('.'), good.lastIndexOf('.') + 1));
        assertRefused(good.substring(0, good.lastIndexOf('.') + 1));
        var hs512 = new SignedJWT(new JWSHeader(JWSAlgorithm.HS512), claimsSet());
        hs512.sign(new MACSigner(TestJwt.SECRET.repeat(2)));
        assertRefused(hs512.serialize());
    }

    @Test
    void asksForTheKeysAtTheFirstTokenAndKeepsThem() throws Exception {
        var key = new ECKeyGenerator(Curve.P_256).keyID("k-1").generate();
        try (var source = new KeySource(new JWKSet(key.toPublicJWK()))) {
            var byKeys = byKeys(source.uri());
            assertThat(source.requests).hasValue(0);

            for (var i = 0; i < 5; i++) {
                assertThat(byKeys.decode(signed(key)).getSubject()).isEqualTo("u-1");
            }
            assertThat(source.requests).hasValue(1);
        }
    }

    @Test
    void acceptsOnlyEs256FromTheKeys() throws Exception {
        var key = new ECKeyGenerator(Curve.P_256).keyID("k-1").generate();
        var rsa = new RSAKeyGenerator(2048).keyID("k-2").generate();
        try (var source = new KeySource(new JWKSet(List.of(key.toPublicJWK(), rsa.toPublicJWK())))) {
            var byKeys = byKeys(source.uri());
            var stranger = new ECKeyGenerator(Curve.P_256).keyID("k-1").generate();

            assertThatThrownBy(() -> byKeys.decode(signed(stranger))).isInstanceOf(BadJwtException.class);
            assertThatThrownBy(() -> byKeys.decode(signed(rsa))).isInstanceOf(BadJwtException.class);
            // The public key as a shared secret: the classical confusion of algorithms.
            var confused = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k-1").build(), claimsSet());
            confused.sign(new MACSigner(key.toPublicJWK().toJSONString()));
            assertThatThrownBy(() -> byKeys.decode(confused.serialize())).isInstanceOf(BadJwtException.class);
        }
    }

    @Test
    void tellsAnAbsentKeySourceFromABadToken() throws JOSEException {
        var key = new ECKeyGenerator(Curve.P_256).keyID("k-1").generate();

        assertThatThrownBy(() -> byKeys(NOWHERE).decode(signed(key)))
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "change-me-in-production",
                "change-me-in-production-change-me-in-production",
                "CHANGE_ME_IN_PRODUCTION_0123456789abcdef",
                "my-secret-key-my-secret-key-my-secret-key",
                "0123456789012345678901234567890123456789",
                "qwertyuiopasdfghjklzxcvbnm123456",
                "your-secret-key-change-in-production",
                "my-super-secret-jwt-key-for-development",
                "this-is-a-very-long-random-secret-for-signing-tokens",
                "secretsecretsecretsecretsecretsecretsecret",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void refusesAWeakSecretExceptOnADevelopersMachine(String secret) {
        assertThatThrownBy(() -> SharedSecret.key(secret, new MockEnvironment()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("JWT_SECRET")
                .hasMessageNotContaining(secret.equals("short") ? "\u0000" : secret);

        var local = new MockEnvironment();
        local.setActiveProfiles("local");
        assertThat(SharedSecret.key(secret, local).getEncoded()).hasSizeGreaterThanOrEqualTo(32);
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> bySecret.decode(token)).isInstanceOf(BadJwtException.class);
    }

    private static JwtDecoder byKeys(URI uri) {
        return AccessTokens.remotely(properties("", uri), Clock.systemUTC());
    }

    private static SecurityProperties properties(String secret, URI uri) {
        return new SecurityProperties(
                secret,
                uri,
                "orderly",
                "orderly.user",
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                Duration.ofSeconds(30));
    }

    private static JWTClaimsSet claimsSet() {
        return new JWTClaimsSet.Builder()
                .issuer("orderly")
                .audience("orderly.user")
                .subject("u-1")
                .claim("typ", "access")
                .claim("ver", 0)
                .claim("roles", List.of("admin"))
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .build();
    }

    private static String signed(ECKey key) throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claimsSet());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private static String signed(RSAKey key) throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claimsSet());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
