package shop.orderly.users;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How users come in.
 *
 * @param registrationRoles what a new user may do; default {@code customer,merchant}; {@code ops} and {@code admin} are
 *     never given by registration
 * @param accessTokenTtl how long an access token is valid; default 10 min
 * @param refreshTokenTtl how long a login lasts without being used; default 30 days
 * @param maxHashing how many passwords are hashed at once, 19 MiB each; default 4; one more waits up to a second and is
 *     then answered 429
 * @param admin the first administrator
 */
@ConfigurationProperties("orderly.users")
record UsersProperties(
        @DefaultValue({"customer", "merchant"}) Set<String> registrationRoles,
        @DefaultValue("10m") Duration accessTokenTtl,
        @DefaultValue("30d") Duration refreshTokenTtl,
        @DefaultValue("4") int maxHashing,
        @DefaultValue Admin admin) {

    private static final Set<String> FREE = Set.of("customer", "merchant");

    UsersProperties {
        registrationRoles = Set.copyOf(registrationRoles);
        if (registrationRoles.isEmpty() || !FREE.containsAll(registrationRoles)) {
            throw new IllegalArgumentException(
                    "ORDERLY_REGISTRATION_ROLES may name customer and merchant, not " + registrationRoles);
        }
    }

    /**
     * Created at start-up if there is no such user; nothing happens when empty.
     *
     * @param username default empty
     * @param password default empty; 8..128 characters
     * @param email default empty, which makes it {@code <username>@orderly.invalid}
     */
    record Admin(
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue("") String email) {

        boolean isSet() {
            return !username.isEmpty() && !password.isEmpty();
        }

        String emailOrDefault() {
            return email.isEmpty() ? username + "@orderly.invalid" : email;
        }

        @Override
        public String toString() {
            return "Admin[" + (isSet() ? "set" : "not set") + "]";
        }
    }
}
