package shop.orderly.launcher;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
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
 *
 * @param token the genuine one
 * @param header its header
 * @param claims its claims
 * @param key the private key that signed it, as PKCS#8
 * @param publicKey its public half, as X.509
 */
record Forge(String token, Map<String, Object> header, Map<String, Object> claims, byte[] key, byte[] publicKey) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> MEMBERS = new TypeReference<>() {};
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    /** From a token that user-service issued; its private key is read where user-service keeps it. */
    static Forge of(String token) {
        var parts = token.split("\\.");
        var header = JSON.readValue(Base64.getUrlDecoder().decode(parts[0]), MEMBERS);
        var claims = JSON.readValue(Base64.getUrlDecoder().decode(parts[1]), MEMBERS);
        var kid = String.valueOf(header.get("kid"));
        return new Forge(token, header, claims, stored("private_key", kid), stored("public_key", kid));
    }

    private static byte[] stored(String column, String kid) {
        var sql = "SELECT encode(" + column + ", 'base64') FROM users.signing_key WHERE kid = ?";
        return Base64.getMimeDecoder()
                .decode(Stores.column("user_db", sql, kid).getFirst());
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
        return signed(header, claims, privateKey(), "SHA256withECDSAinP1363Format");
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

    PrivateKey privateKey() {
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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
        return token.split("\\.")[index];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Forge forge && forge.token.equals(token) && Arrays.equals(forge.key, key);
    }

    @Override
    public int hashCode() {
        return token.hashCode();
    }

    @Override
    public String toString() {
        return "Forge[…]";
    }
}
