package shop.orderly.platform.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The HS256 key out of {@code JWT_SECRET}. */
public final class SharedSecret {

    private static final int MIN_BYTES = 32;

    private static final Set<String> KNOWN = Set.of(
            "change-me-in-production",
            "change-me",
            "changeme",
            "secret",
            "jwt-secret",
            "your-secret-key",
            "your-256-bit-secret",
            "supersecret");

    private SharedSecret() {}

    /**
     * @param profiles tells whether this is the {@code local} profile, which alone may run with a weak secret
     * @throws IllegalStateException if the secret is shorter than 32 bytes or a known default, outside of {@code local}
     */
    public static SecretKey key(String secret, Environment profiles) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        var weak = bytes.length < MIN_BYTES || isKnown(secret);
        if (weak && !profiles.acceptsProfiles(Profiles.of("local"))) {
            throw new IllegalStateException(
                    "JWT_SECRET is shorter than 32 bytes or a well-known default: set a random one,"
                            + " or leave it unset for asymmetric keys.");
        }
        return new SecretKeySpec(bytes.length < MIN_BYTES ? stretched(bytes) : bytes, "HmacSHA256");
    }

    /** A default that was repeated to be long enough is as well known as the default itself. */
    private static boolean isKnown(String secret) {
        var lower = secret.toLowerCase(Locale.ROOT);
        return KNOWN.stream().anyMatch(known -> lower.replace(known, "").length() < 8 && lower.contains(known))
                || lower.contains("change-me")
                || lower.chars().distinct().count() < 5;
    }

    private static byte[] stretched(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
