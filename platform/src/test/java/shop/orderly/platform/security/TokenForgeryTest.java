package shop.orderly.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** One good token, and what is refused of it when one thing is changed and it is signed again with the very same key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenForgeryTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private static final String CLAIMS =
            """
            {"iss":"orderly","sub":"u-1","aud":["orderly.user"],"typ":"access","ver":3,"roles":["customer"],\
            "jti":"j-1","iat":%d,"exp":%d}""".formatted(NOW.getEpochSecond(), NOW.plusSeconds(600).getEpochSecond());

    private static final String HEADER = "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"k-1\"}";

    private final ECKey key;

    private final KeySource source;

    private final JwtDecoder decoder;

    TokenForgeryTest() throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("k-1").generate();
        var wide = new ECKeyGenerator(Curve.P_521).keyID("k-521").generate();
        source = new KeySource(new JWKSet(List.of(key.toPublicJWK(), wide.toPublicJWK())));
        decoder = AccessTokens.remotely(properties(source.uri()), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @BeforeAll
    void acceptsTheGoodOne() throws Exception {
        assertThat(decoder.decode(signed(HEADER, CLAIMS)).getSubject()).isEqualTo("u-1");
        assertThat(decoder.decode(signed(HEADER.replace("JWT", "at+jwt"), CLAIMS)))
                .isNotNull();
        assertThat(decoder.decode(signed(HEADER, CLAIMS.replace("[\"orderly.user\"]", "\"orderly.user\""))))
                .isNotNull();
    }

    @AfterAll
    void stop() {
        source.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"alg\":\"ES256\"' | '\"alg\":\"none\"'",
                "'\"alg\":\"ES256\"' | '\"alg\":\"None\"'",
                "'\"alg\":\"ES256\"' | '\"alg\":\"HS256\"'",
                "'\"alg\":\"ES256\"' | '\"alg\":\"ES384\"'",
                "'\"alg\":\"ES256\"' | '\"alg\":\"es256\"'",
                "'\"alg\":\"ES256\"' | '\"alg\":[\"ES256\"]'",
                "'\"alg\":\"ES256\"' | '\"alg\":\"ES256\",\"alg\":\"ES256\"'",
                "'\"alg\":\"ES256\",' | ''",
                "'\"typ\":\"JWT\"' | '\"typ\":\"JWE\"'",
                "'\"typ\":\"JWT\"' | '\"typ\":\"dpop+jwt\"'",
                "'\"typ\":\"JWT\"' | '\"typ\":1'",
                "'\"kid\":\"k-1\"' | '\"kid\":\"k-2\"'",
                "'\"kid\":\"k-1\"' | '\"kid\":\"../../dev/null\"'",
                "'\"kid\":\"k-1\"' | '\"kid\":\"k-521\"'",
                "'\"kid\":\"k-1\"' | '\"kid\":{}'",
                "',\"kid\":\"k-1\"' | ''",
                "'{\"alg\"' | '{\"jku\":\"https://evil.test/jwks\",\"alg\"'",
                "'{\"alg\"' | '{\"x5u\":\"https://evil.test/x\",\"alg\"'",
                "'{\"alg\"' | '{\"x5c\":[],\"alg\"'",
                "'{\"alg\"' | '{\"jwk\":{\"kty\":\"EC\"},\"alg\"'",
                "'{\"alg\"' | '{\"crit\":[\"exp\"],\"alg\"'",
                "'{\"alg\"' | '{\"b64\":false,\"alg\"'",
                "'{\"alg\"' | '{\"zip\":\"DEF\",\"alg\"'",
            })
    void refusesAnotherHeader(String part, String forged) throws Exception {
        assertRefused(signed(HEADER.replace(part, forged), CLAIMS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"iss\":\"orderly\"' | '\"iss\":\"elsewhere\"'",
                "'\"iss\":\"orderly\"' | '\"iss\":[\"orderly\"]'",
                "'[\"orderly.user\"]' | '[\"orderly.service\"]'",
                "'[\"orderly.user\"]' | '[\"orderly.user\",\"orderly.service\"]'",
                "'[\"orderly.user\"]' | '[]'",
                "'\"sub\":\"u-1\"' | '\"sub\":\"u-1\",\"sub\":\"u-2\"'",
                "'\"sub\":\"u-1\"' | '\"sub\":\" \"'",
                "'\"sub\":\"u-1\"' | '\"sub\":1'",
                "'\"typ\":\"access\"' | '\"typ\":\"refresh\"'",
                "'\"ver\":3' | '\"ver\":\"3\"'",
                "'\"ver\":3' | '\"ver\":-1'",
                "'\"ver\":3' | '\"ver\":99999999999999999999'",
                "'\"ver\":3,' | ''",
                "'[\"customer\"]' | '\"admin\"'",
                "'[\"customer\"]' | '[{}]'",
            })
    void refusesOtherClaims(String part, String forged) throws Exception {
        assertRefused(signed(HEADER, CLAIMS.replace(part, forged)));
    }

    @ParameterizedTest(name = "iat {0} s, exp {1} s from now")
    @CsvSource({"-700,-31", "31,600", "0,901", "-86400,600", "0,0", "10,5", "0,9999999999"})
    void refusesOtherTimes(long issued, long expires) throws Exception {
        assertRefused(signed(HEADER, times(issued, expires)));
    }

    @ParameterizedTest(name = "iat {0} s, exp {1} s from now")
    @CsvSource({"-620,-20", "29,600", "0,900"})
    void toleratesClocksThatDifferALittle(long issued, long expires) throws Exception {
        assertThat(decoder.decode(signed(HEADER, times(issued, expires)))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c", "a.b.c.d", "e30.e30.e30", "====.====.====", "not a token"})
    void refusesWhatIsNoToken(String text) {
        assertRefused(text);
    }

    @Test
    void refusesOtherSignatures() throws Exception {
        var good = signed(HEADER, CLAIMS);
        var body = good.substring(0, good.lastIndexOf('.') + 1);
        UnaryOperator<String> with = signature -> body + signature;
        assertRefused(with.apply(""));
        assertRefused(with.apply(Base64URL.encode(new byte[64]).toString()));
        assertRefused(with.apply(Base64URL.encode(new byte[1]).toString()));
        assertRefused(good + "AAAA");
        assertRefused(good.substring(0, good.length() - 8));
    }

    @Test
    void refusesATokenThatIsTooLongBeforeReadingIt() throws Exception {
        assertRefused(signed(HEADER, CLAIMS.replace("\"jti\":\"j-1\"", "\"jti\":\"" + "j".repeat(4_096) + "\"")));
    }

    @Test
    void asksForAnUnknownKeyAtMostAFewTimesWhateverIsSent() throws Exception {
        var before = source.requests.get();
        for (var i = 0; i < 200; i++) {
            assertRefused(signed(HEADER.replace("k-1", "guess-" + i), CLAIMS));
        }
        assertThat(source.requests.get() - before).isLessThan(20);
        assertThat(decoder.decode(signed(HEADER, CLAIMS))).isNotNull();
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
    }

    private static String times(long issued, long expires) {
        return CLAIMS.replaceAll(
                        "\"iat\":\\d+", "\"iat\":" + NOW.plusSeconds(issued).getEpochSecond())
                .replaceAll(
                        "\"exp\":\\d+", "\"exp\":" + NOW.plusSeconds(expires).getEpochSecond());
    }

    /** Signs the very text, whatever it says. */
    private String signed(String header, String claims) throws Exception {
        var input = Base64URL.encode(header) + "." + Base64URL.encode(claims);
        var honest = new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload(""));
        var signature = new ECDSASigner(key).sign(honest.getHeader(), input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + signature;
    }

    private static SecurityProperties properties(URI keys) {
        return new SecurityProperties(
                "",
                keys,
                "orderly",
                "orderly.user",
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                Duration.ofSeconds(30));
    }
}
