package shop.orderly.platformtest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bearer tokens for tests of secured endpoints. The service under test runs with the property {@link #PROPERTY}, which
 * puts it into shared-secret mode with a secret that only tests know.
 */
public final class TestJwt {

    /** The secret, at least 32 bytes. */
    public static final String SECRET = "only-tests-sign-with-this-secret-0123456789";

    /** {@code JWT_SECRET=…}, for {@code @SpringBootTest(properties = …)} and {@code @WebMvcTest(properties = …)}. */
    public static final String PROPERTY = "JWT_SECRET=" + SECRET;

    private static final JsonMapper JSON = JsonMapper.shared();

    private TestJwt() {}

    /** The value of the {@code Authorization} header of a user with these roles: {@code Bearer …}. */
    public static String bearer(String userId, String... roles) {
        return "Bearer " + token(userId, roles);
    }

    /** A token that is valid for five minutes from now. */
    public static String token(String userId, String... roles) {
        return sign(claims(userId, roles), SECRET);
    }

    /** The claims of a valid token, to be spoilt by a test. */
    public static Map<String, Object> claims(String userId, String... roles) {
        var now = Instant.now();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", "orderly");
        claims.put("aud", List.of("orderly.user"));
        claims.put("sub", userId);
        claims.put("typ", "access");
        claims.put("ver", 0);
        claims.put("roles", List.of(roles));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(Duration.ofMinutes(5)).getEpochSecond());
        return claims;
    }

    /** Signs claims with HS256. */
    public static String sign(Map<String, Object> claims, String secret) {
        try {
            var head = encode(JSON.writeValueAsBytes(Map.of("alg", "HS256", "typ", "JWT")));
            var body = head + "." + encode(JSON.writeValueAsBytes(claims));
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return body + "." + encode(mac.doFinal(body.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
