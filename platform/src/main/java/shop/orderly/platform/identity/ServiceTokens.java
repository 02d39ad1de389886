package shop.orderly.platform.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shop.orderly.platform.identity.ServiceIdentity.Holding;
import shop.orderly.platform.time.Ids;

/**
 * Makes this service's tokens: JWTs that it signs itself with its certificate's key, and that are good only on a
 * connection that shows the same certificate. One is used for half of its life.
 */
final class ServiceTokens {

    static final String AUDIENCE = "orderly.service";
    static final String KIND = "service";
    static final String THUMBPRINT = "x5t#S256";

    /** How long a token may be good at most. */
    static final Duration LIFETIME = Duration.ofSeconds(60);

    private record Kept(X509Certificate certificate, String token, Instant until) {}

    private final ServiceIdentity identity;
    private final Clock clock;
    private volatile @Nullable Kept kept;

    ServiceTokens(ServiceIdentity identity, Clock clock) {
        this.identity = identity;
        this.clock = clock;
    }

    /** A token for a connection that shows this certificate; empty if it is not ours, or no longer. */
    Optional<String> onConnectionWith(X509Certificate certificate) {
        var known = kept;
        if (known != null
                && known.certificate().equals(certificate)
                && clock.instant().isBefore(known.until())) {
            return Optional.of(known.token());
        }
        return identity.holding(certificate).map(this::anew);
    }

    private String anew(Holding holding) {
        var now = clock.instant();
        var token = signed(holding, now);
        kept = new Kept(holding.certificate(), token, now.plus(LIFETIME.dividedBy(2)));
        return token;
    }

    private String signed(Holding holding, Instant now) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(identity.service())
                .subject(identity.service())
                .audience(AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(Ids.next())
                .claim("typ", KIND)
                .claim("cnf", Map.of(THUMBPRINT, thumbprint(holding.certificate())))
                .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .build();
        try {
            var token = new SignedJWT(header, claims);
            token.sign(new ECDSASigner(holding.key(), Curve.P_256));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("The key of " + identity.service() + " cannot sign", e);
        }
    }

    /** SHA-256 over the certificate, base64url. */
    static String thumbprint(X509Certificate certificate) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return Base64URL.encode(hash).toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
