package shop.orderly.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import shop.orderly.launcher.client.Problem;
import shop.orderly.platform.identity.PrivateFiles;

/** The passwords of this stack's database roles: one file each, made when first needed, which only its owner may read. */
final class Secrets {
    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;

    private Secrets(Path folder) {
        this.folder = folder;
    }

    static Secrets in(Path folder) {
        return new Secrets(folder);
    }

    Path folder() {
        return folder;
    }

    Path file(String role) {
        return folder.resolve(role);
    }

    boolean knows(String role) {
        return Files.exists(file(role));
    }

    /** The role's password; a new one if it has none. */
    synchronized String password(String role) {
        if (!knows(role)) {
            var bytes = new byte[BYTES];
            RANDOM.nextBytes(bytes);
            try {
                PrivateFiles.folder(folder);
                PrivateFiles.write(
                        file(role), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return known(role);
    }

    /** The password of a role that has one. */
    String known(String role) {
        try {
            return Files.readString(file(role), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new Problem("No password of " + role + " in " + folder + ". Was the stack started? ./orderly up", e);
        }
    }
}
