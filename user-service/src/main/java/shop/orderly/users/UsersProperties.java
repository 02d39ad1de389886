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
 * @param sessionLimit how long a login lasts however often it is refreshed; default 90 days
 * @param maxHashing how many passwords are hashed at once, 19 MiB each; default 4; one more waits up to a second and is
 *     then answered 429
 * @param argon2 what a hash costs
 * @param permittedCommonPasswords passwords of the common list that are taken all the same; default none
 * @param refreshGrace how long after its use a second use of a refresh token is taken for the same client's, and refused
 *     without ending the login; default 10 s
 * @param signingKeyLifetime how long a key signs before the next one does; default 30 days
 * @param keyPublishedBefore how long a key is published before it may sign, longer than any verifier keeps the keys it has
 *     read; default 15 min
 * @param admin the first administrator
 * @param operator somebody who may operate the system and nothing else, for scripts and the {@code orderly} command
 */
@ConfigurationProperties("orderly.users")
record UsersProperties(
        @DefaultValue({"customer", "merchant"}) Set<String> registrationRoles,
        @DefaultValue("10m") Duration accessTokenTtl,
        @DefaultValue("30d") Duration refreshTokenTtl,
        @DefaultValue("90d") Duration sessionLimit,
        @DefaultValue("4") int maxHashing,
        @DefaultValue Argon2 argon2,
        @DefaultValue Set<String> permittedCommonPasswords,
        @DefaultValue("10s") Duration refreshGrace,
        @DefaultValue("30d") Duration signingKeyLifetime,
        @DefaultValue("15m") Duration keyPublishedBefore,
        @DefaultValue Appointed admin,
        @DefaultValue Appointed operator) {

    private static final Set<String> FREE = Set.of("customer", "merchant");

    UsersProperties {
        registrationRoles = Set.copyOf(registrationRoles);
        permittedCommonPasswords = Set.copyOf(permittedCommonPasswords);
        if (registrationRoles.isEmpty() || !FREE.containsAll(registrationRoles)) {
            throw new IllegalArgumentException(
                    "ORDERLY_REGISTRATION_ROLES may name customer and merchant, not " + registrationRoles);
        }
    }

    /**
     * Argon2id's parameters; hashes made with less are made anew at the next login.
     *
     * @param memoryKib default 19 456, at least that
     * @param passes default 2, at least that
     * @param lanes default 1
     */
    record Argon2(
            @DefaultValue("19456") int memoryKib,
            @DefaultValue("2") int passes,
            @DefaultValue("1") int lanes) {}

    /**
     * Created at start-up if there is no such user; nothing happens when empty.
     *
     * @param username default empty
     * @param password default empty; 8 to 128 characters, none of the common ones
     * @param email default empty, which makes it {@code <username>@orderly.invalid}
     * @param reset whether the user of that name is given the password again, which ends every session; default
     *     false
     */
    record Appointed(
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue("") String email,
            @DefaultValue("false") boolean reset) {

        boolean isSet() {
            return !username.isEmpty() && !password.isEmpty();
        }

        String emailOrDefault() {
            return email.isEmpty() ? username + "@orderly.invalid" : email;
        }

        @Override
        public String toString() {
            return "Appointed[" + (isSet() ? "set" : "not set") + "]";
        }
    }
}
