package shop.orderly.platform.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The HS256 key out of {@code JWT_SECRET}. */
public final class SharedSecret {

    private static final int MIN_BYTES = 32;

    /** A secret with less than this many different characters is a pattern, not chance. */
    private static final int MIN_DIFFERENT = 8;

    /** What remains beside a known word must at least be as long as a password. */
    private static final int MIN_BESIDE = 8;

    /** The defaults of seeds and tutorials, as letters and digits in lower case. */
    private static final Set<String> KNOWN = Set.of(
            "changemeinproduction",
            "changeme",
            "changeit",
            "secret",
            "jwtsecret",
            "jwtsecretkey",
            "mysecretkey",
            "yoursecretkey",
            "your256bitsecret",
            "yoursupersecretkey",
            "supersecret",
            "default",
            "password",
            "0123456789",
            "1234567890",
            "abcdefghijklmnopqrstuvwxyz",
            "qwertyuiopasdfghjklzxcvbnm",
            "404e635266556a586e3272357538782f413f4428472b4b6250645367566b5970",
            "2b7e151628aed2a6abf7158809cf4f3c");

    /** What such secrets are made of: beside these words there has to be something that nobody can guess. */
    private static final Pattern WORDS = Pattern.compile(
            "change|production|development|please|your|this|super|very|long|secure|strong|random|secret|private|public"
                    + "|signing|sign|jwt|hs256|hmac|token|key|default|password|example|sample|test|demo|must|least|bytes?|bits?"
                    + "|characters?|256|512|orderly|shop|the|for|and|with|my|me|it|in|is|be|at|a");

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

    /** A default that was repeated, decorated or written in capitals is as well known as the default itself. */
    private static boolean isKnown(String secret) {
        var plain = secret.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return KNOWN.stream()
                        .anyMatch(known -> plain.contains(known)
                                && plain.replace(known, "").length() < MIN_BESIDE)
                || plain.contains("changeme")
                || WORDS.matcher(plain).replaceAll("").length() < MIN_BESIDE
                || secret.chars().distinct().count() < MIN_DIFFERENT;
    }

    private static byte[] stretched(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
