package shop.orderly.launcher;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes tokens out of a genuine one: any header, any claims, signed by anybody, also with the very key that user-service
 * signs with.
 */
final class Forge {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> MEMBERS = new TypeReference<>() {};
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final String token;
    private final Map<String, Object> header;
    private final Map<String, Object> claims;
    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private Forge(String token, PrivateKey privateKey, PublicKey publicKey) {
        this.token = token;
        this.header = member(token, 0);
        this.claims = member(token, 1);
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** From a token that user-service issued; its private key is read where user-service keeps it. */
    static Forge of(String token) {
        var kid = String.valueOf(member(token, 0).get("kid"));
        try {
            var keys = KeyFactory.getInstance("EC");
            return new Forge(
                    token,
                    keys.generatePrivate(new PKCS8EncodedKeySpec(stored("private_key", kid))),
                    keys.generatePublic(new X509EncodedKeySpec(stored("public_key", kid))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> member(String token, int index) {
        return JSON.readValue(Base64.getUrlDecoder().decode(part(token, index)), MEMBERS);
    }

    private static String part(String token, int index) {
        return token.split("\\.", -1)[index];
    }

    private static byte[] stored(String column, String kid) {
        var sql = "SELECT encode(" + column + ", 'base64') FROM users.signing_key WHERE kid = ?";
        return Base64.getMimeDecoder().decode(Stores.column("user_db", sql, kid).getFirst());
    }

    /** These claims under the genuine header, signed with the true key. */
    String claiming(Map<String, Object> claims) {
        return signed(JSON.writeValueAsString(header), JSON.writeValueAsString(claims));
    }

    /** One claim another one, signed with the true key; null leaves it out. */
    String claiming(String name, @Nullable Object value) {
        return claiming(with(claims, name, value));
    }

    /** One header member another one, over the genuine claims, signed with the true key; null leaves it out. */
    String heading(String name, @Nullable Object value) {
        return signed(JSON.writeValueAsString(with(header, name, value)), JSON.writeValueAsString(claims));
    }

    /** The very texts, signed with the true key. */
    String signed(String header, String claims) {
        return signed(header, claims, privateKey, "SHA256withECDSAinP1363Format");
    }

    static String signed(String header, String claims, PrivateKey key, String algorithm) {
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            var input = unsigned(header, claims);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed with a secret. */
    String hashed(Map<String, Object> header, byte[] secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            var input = unsigned(JSON.writeValueAsString(header), claimsText());
            return input + "." + URL.encodeToString(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String unsigned(String header, String claims) {
        return URL.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + URL.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    }

    static KeyPair stranger(String curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String token() {
        return token;
    }

    Map<String, Object> header() {
        return header;
    }

    Map<String, Object> claims() {
        return claims;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    PublicKey publicKey() {
        return publicKey;
    }

    String headerText() {
        return JSON.writeValueAsString(header);
    }

    String claimsText() {
        return JSON.writeValueAsString(claims);
    }

    static Map<String, Object> with(Map<String, Object> members, String name, @Nullable Object value) {
        var changed = new LinkedHashMap<>(members);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return changed;
    }

    /** The genuine token's three parts. */
    String part(int index) {
        return part(token, index);
    }
}
