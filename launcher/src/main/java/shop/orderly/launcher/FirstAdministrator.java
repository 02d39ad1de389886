package shop.orderly.launcher;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The administrator of a shop that has none yet, with a password that is told once and kept nowhere but as a hash. Whoever
 * has lost it sets another: {@code ORDERLY_ADMIN_USERNAME=admin ORDERLY_ADMIN_PASSWORD=… ORDERLY_ADMIN_RESET=true}.
 */
record FirstAdministrator(String username, String password) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PASSWORD_BYTES = 18;
    private static final int SUFFIX_BYTES = 6;

    /** Nothing if the environment or a test names one itself, or if there is one already. */
    static Optional<FirstAdministrator> ifMissing(
            Databases databases, Map<String, String> environment, Map<String, String> settings) {
        var isNamed = !environment.getOrDefault("ORDERLY_ADMIN_PASSWORD", "").isEmpty()
                || settings.containsKey("orderly.users.admin.password");
        return isNamed || databases.hasAdministrator()
                ? Optional.empty()
                : Optional.of(new FirstAdministrator(
                        databases.hasUser("admin") ? "admin-" + random(SUFFIX_BYTES) : "admin",
                        random(PASSWORD_BYTES)));
    }

    private static String random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** For user-service alone. */
    Map<String, String> settings() {
        return Map.of("orderly.users.admin.username", username, "orderly.users.admin.password", password);
    }

    String text() {
        return "\nThe administrator, told this once: username " + username + ", password " + password
                + "\nLost it? Start with ORDERLY_ADMIN_USERNAME=" + username
                + " ORDERLY_ADMIN_PASSWORD=<new> ORDERLY_ADMIN_RESET=true.";
    }

    @Override
    public String toString() {
        return "FirstAdministrator[" + username + "]";
    }
}
