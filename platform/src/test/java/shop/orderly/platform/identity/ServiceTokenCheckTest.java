package shop.orderly.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import shop.orderly.platform.identity.CallRefusedException.Reason;

/** Every way to forge a service token that we could think of. */
class ServiceTokenCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    static Path temp;

    private static ServiceIdentity orders;
    private static ServiceIdentity payments;
    private static PrivateKey ordersKey;
    private static PrivateKey paymentsKey;

    private final ServiceTokenCheck check = new ServiceTokenCheck(CLOCK);

    @BeforeAll
    static void certify() throws Exception {
        var authority = CertificateAuthority.in(temp, CLOCK);
        orders = ServiceIdentity.in(authority.certify("order-saga"), "order-saga");
        payments = ServiceIdentity.in(authority.certify("payments"), "payments");
        ordersKey = Pem.privateKey(temp.resolve("order-saga/tls.key"));
        paymentsKey = Pem.privateKey(temp.resolve("payments/tls.key"));
    }

    @Test
    void aTokenOfOursIsGood() {
        var token = new ServiceTokens(orders, CLOCK)
                .onConnectionWith(orders.certificate())
                .orElseThrow();
        assertThatCode(() -> check.check(token, "order-saga", orders.certificate()))
                .doesNotThrowAnyException();
    }

    @Test
    void aTokenIsUsedForHalfOfItsLifeAndNeverForAnotherCertificate() {
        var tokens = new ServiceTokens(orders, CLOCK);
        var first = tokens.onConnectionWith(orders.certificate()).orElseThrow();
        assertThat(tokens.onConnectionWith(orders.certificate())).contains(first);
        assertThat(tokens.onConnectionWith(payments.certificate())).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> refuses() {
        return Stream.of(
                forgery("a token of another service", Reason.WRONG_SIGNATURE, () -> token(c -> {}, paymentsKey)),
                forgery("a broken signature", Reason.WRONG_SIGNATURE, () -> broken(token(c -> {}, ordersKey))),
                forgery("no signature", Reason.WRONG_SIGNATURE, () -> unsigned(token(c -> {}, ordersKey))),
                forgery("alg none", Reason.MALFORMED_TOKEN, () -> new PlainJWT(claims().build()).serialize()),
                forgery("HS256 with the public key", Reason.MALFORMED_TOKEN, ServiceTokenCheckTest::hmac),
                forgery("a key in its header", Reason.MALFORMED_TOKEN, ServiceTokenCheckTest::withOwnKey),
                forgery("a kid", Reason.MALFORMED_TOKEN, ServiceTokenCheckTest::withKeyId),
                forgery("no token at all", Reason.MALFORMED_TOKEN, () -> "x"),
                forgery("an oversized token", Reason.MALFORMED_TOKEN, () -> claim("x", "y".repeat(3000))),
                forgery("a user's audience", Reason.WRONG_AUDIENCE, () -> claim("aud", List.of("orderly.user"))),
                forgery(
                        "two audiences",
                        Reason.WRONG_AUDIENCE,
                        () -> claim("aud", List.of("orderly.service", "orderly.user"))),
                forgery("no audience", Reason.WRONG_AUDIENCE, () -> claim("aud", null)),
                forgery("a user's kind", Reason.WRONG_AUDIENCE, () -> claim("typ", "access")),
                forgery("no kind", Reason.WRONG_AUDIENCE, () -> claim("typ", null)),
                forgery("another's name", Reason.WRONG_SUBJECT, () -> claim("sub", "ops")),
                forgery("no name", Reason.WRONG_SUBJECT, () -> claim("sub", null)),
                forgery("another's issuer", Reason.WRONG_SUBJECT, () -> claim("iss", "orderly")),
                forgery("no certificate", Reason.WRONG_CERTIFICATE, () -> claim("cnf", null)),
                forgery(
                        "another certificate",
                        Reason.WRONG_CERTIFICATE,
                        () -> claim("cnf", Map.of("x5t#S256", ServiceTokens.thumbprint(payments.certificate())))),
                forgery("a life of an hour", Reason.TOO_LONG_TOKEN, () -> claim("exp", at(3600))),
                forgery("no end", Reason.MALFORMED_TOKEN, () -> claim("exp", null)),
                forgery("no beginning", Reason.MALFORMED_TOKEN, () -> claim("iat", null)),
                forgery("no id", Reason.MALFORMED_TOKEN, () -> claim("jti", null)),
                forgery("the past", Reason.EXPIRED_TOKEN, () -> between(-66, -6)),
                forgery("the future", Reason.EXPIRED_TOKEN, () -> between(6, 66)));
    }

    @Test
    void clocksMayDifferByFiveSeconds() {
        for (var token : List.of(between(-64, -4), between(4, 64))) {
            assertThatCode(() -> check.check(token, "order-saga", orders.certificate()))
                    .doesNotThrowAnyException();
        }
    }

    private interface Forger {
        String forge() throws Exception;
    }

    private DynamicTest forgery(String name, Reason reason, Forger forger) {
        return DynamicTest.dynamicTest(name, () -> {
            var token = forger.forge();
            X509Certificate certificate = orders.certificate();
            var refusal = catchThrowableOfType(
                    CallRefusedException.class, () -> check.check(token, "order-saga", certificate));
            assertThat(refusal.reason()).isEqualTo(reason);
        });
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("order-saga")
                .subject("order-saga")
                .audience("orderly.service")
                .claim("typ", "service")
                .jwtID("1")
                .issueTime(at(0))
                .expirationTime(at(60))
                .claim("cnf", Map.of("x5t#S256", ServiceTokens.thumbprint(orders.certificate())));
    }

    private static String claim(String name, @Nullable Object value) {
        return token(claims -> claims.claim(name, value), ordersKey);
    }

    private static String between(int begin, int end) {
        return token(claims -> claims.issueTime(at(begin)).expirationTime(at(end)), ordersKey);
    }

    private static String token(Consumer<JWTClaimsSet.Builder> change, PrivateKey key) {
        try {
            var claims = claims();
            change.accept(claims);
            return signed(new JWSHeader(JWSAlgorithm.ES256), claims.build(), new ECDSASigner(key, Curve.P_256));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac() throws Exception {
        var publicKey = orders.certificate().getPublicKey().getEncoded();
        return signed(new JWSHeader(JWSAlgorithm.HS256), claims().build(), new MACSigner(publicKey));
    }

    private static String withOwnKey() throws Exception {
        var key = new ECKey.Builder(
                        Curve.P_256, (ECPublicKey) payments.certificate().getPublicKey())
                .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(key).build();
        return signed(header, claims().build(), new ECDSASigner(paymentsKey, Curve.P_256));
    }

    private static String withKeyId() throws Exception {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("../ca.key").build();
        return signed(header, claims().build(), new ECDSASigner(ordersKey, Curve.P_256));
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        var token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String broken(String token) {
        var parts = token.split("\\.", -1);
        var signature = Base64URL.from(parts[2]).decode();
        signature[10] ^= 1;
        return parts[0] + "." + parts[1] + "." + Base64URL.encode(signature);
    }

    private static String unsigned(String token) {
        var parts = token.split("\\.", -1);
        return parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[64]);
    }

    private static Date at(int seconds) {
        return Date.from(NOW.plus(Duration.ofSeconds(seconds)));
    }
}
