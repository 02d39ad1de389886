package shop.orderly.platform.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import shop.orderly.platform.identity.CallRefusedException.Reason;

/**
 * Checks a service token against the certificate of the connection it came on. That certificate's key is the only one
 * that may have signed it; nothing in the token says where to find another.
 */
final class ServiceTokenCheck {

    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final int MAX_LENGTH = 2048;
    private static final Set<String> HEADER = Set.of("alg", "typ");

    private static final int MAX_KEPT = 64;

    /**
     * Tokens whose signature was found right, and by whose key: one is sent with every call of its minute, and looking at its
     * signature costs more than the call. Everything else is looked at each time.
     */
    private final Map<String, X509Certificate> rightlySigned = new ConcurrentHashMap<>();

    private final Clock clock;

    ServiceTokenCheck(Clock clock) {
        this.clock = clock;
    }

    /** @param caller whose certificate it is */
    void check(String token, String caller, X509Certificate certificate) throws CallRefusedException {
        try {
            var jwt = parsed(token);
            require(isRightlySigned(token, jwt, certificate), Reason.WRONG_SIGNATURE);
            checkClaims(jwt.getJWTClaimsSet(), caller, certificate);
        } catch (ParseException e) {
            throw new CallRefusedException(Reason.MALFORMED_TOKEN);
        }
    }

    private static SignedJWT parsed(String token) throws ParseException, CallRefusedException {
        require(token.length() <= MAX_LENGTH, Reason.MALFORMED_TOKEN);
        var jwt = SignedJWT.parse(token);
        require(
                JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())
                        && HEADER.containsAll(jwt.getHeader().toJSONObject().keySet()),
                Reason.MALFORMED_TOKEN);
        return jwt;
    }

    private boolean isRightlySigned(String token, SignedJWT jwt, X509Certificate certificate) {
        if (certificate.equals(rightlySigned.get(token))) {
            return true;
        }
        var isRight = isSignedBy(certificate, jwt);
        if (isRight) {
            if (rightlySigned.size() >= MAX_KEPT) {
                rightlySigned.clear();
            }
            rightlySigned.put(token, certificate);
        }
        return isRight;
    }

    private static boolean isSignedBy(X509Certificate certificate, SignedJWT jwt) {
        try {
            return certificate.getPublicKey() instanceof ECPublicKey key && jwt.verify(new ECDSAVerifier(key));
        } catch (JOSEException e) {
            return false;
        }
    }

    private void checkClaims(JWTClaimsSet claims, String caller, X509Certificate certificate)
            throws CallRefusedException, ParseException {
        require(
                List.of(ServiceTokens.AUDIENCE).equals(claims.getAudience())
                        && ServiceTokens.KIND.equals(claims.getStringClaim("typ")),
                Reason.WRONG_AUDIENCE);
        require(caller.equals(claims.getSubject()) && caller.equals(claims.getIssuer()), Reason.WRONG_SUBJECT);
        var confirmation = claims.getJSONObjectClaim("cnf");
        require(
                Map.of(ServiceTokens.THUMBPRINT, ServiceTokens.thumbprint(certificate))
                        .equals(confirmation),
                Reason.WRONG_CERTIFICATE);
        checkTime(claims);
    }

    private void checkTime(JWTClaimsSet claims) throws CallRefusedException {
        require(
                claims.getIssueTime() != null && claims.getExpirationTime() != null && claims.getJWTID() != null,
                Reason.MALFORMED_TOKEN);
        var begin = claims.getIssueTime().toInstant();
        var end = claims.getExpirationTime().toInstant();
        var now = clock.instant();
        require(!Duration.between(begin, end).minus(ServiceTokens.LIFETIME).isPositive(), Reason.TOO_LONG_TOKEN);
        require(now.isBefore(end.plus(SKEW)) && !now.isBefore(begin.minus(SKEW)), Reason.EXPIRED_TOKEN);
    }

    private static void require(boolean isSo, Reason otherwise) throws CallRefusedException {
        if (!isSo) {
            throw new CallRefusedException(otherwise);
        }
    }
}
