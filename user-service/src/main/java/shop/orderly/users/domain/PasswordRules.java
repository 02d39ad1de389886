package shop.orderly.users.domain;

import java.text.Normalizer;
import java.util.Optional;

/**
 * What a new password must be: 8 to 128 characters, as a person counts them, and not one that everybody tries first.
 * Nothing is said about what it is composed of.
 */
public record PasswordRules(CommonPasswords common) {

    private static final int MIN = 8;

    private static final int MAX = 128;

    /** What is wrong with it, without repeating it; empty if it is good. */
    public Optional<String> problemWith(String password) {
        var text = normalized(password);
        var length = text.codePointCount(0, text.length());
        if (length < MIN || length > MAX) {
            return Optional.of("must have " + MIN + " to " + MAX + " characters");
        }
        return common.contains(text)
                ? Optional.of("is one of the passwords that are guessed first: choose another")
                : Optional.empty();
    }

    /** The same text however a keyboard composed it: NFC, as RFC 8265 wants it for passwords. */
    public static String normalized(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }
}
