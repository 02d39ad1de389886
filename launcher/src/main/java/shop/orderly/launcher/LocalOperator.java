package shop.orderly.launcher;

import java.util.Map;

/**
 * The account that the {@code orderly} command operates this machine's stack with: role ops, and a password that whoever
 * may read the data folder may read, as those of the databases.
 */
final class LocalOperator {
    static final String USERNAME = "local-operator";

    private LocalOperator() {}

    /** For user-service alone; a password that was lost is set anew, the same one is left alone. */
    static Map<String, String> settings(Secrets secrets) {
        return Map.of(
                "orderly.users.operator.username",
                USERNAME,
                "orderly.users.operator.password",
                secrets.password(USERNAME),
                "orderly.users.operator.reset",
                "true");
    }
}
