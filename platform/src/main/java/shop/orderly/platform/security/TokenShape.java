package shop.orderly.platform.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.security.oauth2.jwt.BadJwtException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a token must look like before anything is computed from it: small, three parts, a header that only names the one
 * algorithm and a key that we publish, and claims of the right JSON types, none of them twice.
 */
final class TokenShape {

    private static final int MAX_CHARACTERS = 4_096;

    private static final int MAX_KID = 64;

    private static final Pattern PARTS = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]+");

    /** Nothing else is needed; jku, jwk, x5u, x5c, crit, b64, zip and whatever comes next are not argued with. */
    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");

    private static final Set<String> TYPES = Set.of("jwt", "at+jwt");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String algorithm;

    private final boolean namesItsKey;

    /**
     * @param algorithm the only {@code alg}
     * @param namesItsKey whether {@code kid} is required
     */
    TokenShape(String algorithm, boolean namesItsKey) {
        this.algorithm = algorithm;
        this.namesItsKey = namesItsKey;
    }

    /** @throws BadJwtException if the token has another shape */
    void check(String token) {
        if (token.length() > MAX_CHARACTERS) {
            throw refused("too long");
        }
        var parts = PARTS.matcher(token);
        if (!parts.matches()) {
            throw refused("not three parts");
        }
        checkHeader(object(parts.group(1)));
        checkClaims(object(parts.group(2)));
    }

    private void checkHeader(JsonNode header) {
        if (!HEADER.containsAll(header.propertyNames())) {
            throw refused("a header that is not asked for");
        }
        if (!algorithm.equals(header.path("alg").stringValue(null))) {
            throw refused("another algorithm");
        }
        var type = header.get("typ");
        if (type != null
                && !(type.isString() && TYPES.contains(type.stringValue().toLowerCase(Locale.ROOT)))) {
            throw refused("another type");
        }
        var kid = header.get("kid");
        if (kid == null ? namesItsKey : !kid.isString() || kid.stringValue().length() > MAX_KID) {
            throw refused("no name of a key");
        }
    }

    private static void checkClaims(JsonNode claims) {
        for (var name : Set.of("iss", "sub", "typ")) {
            require(claims.path(name).isString(), name);
        }
        for (var name : Set.of("iat", "exp", "ver")) {
            var value = claims.path(name);
            require(value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0, name);
        }
        var audience = claims.path("aud");
        require(audience.isString() || (audience.size() == 1 && audience.path(0).isString()), "aud");
        var roles = claims.path("roles");
        require(roles.isArray() && roles.valueStream().allMatch(JsonNode::isString), "roles");
    }

    private static void require(boolean good, String claim) {
        if (!good) {
            throw refused("no good " + claim);
        }
    }

    private static JsonNode object(String part) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
            var json = JSON.readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (IllegalArgumentException | JacksonException e) {
            throw new BadJwtException("A token that cannot be read", e);
        }
        throw refused("not an object");
    }

    private static BadJwtException refused(String why) {
        return new BadJwtException("A token with another shape: " + why);
    }
}
