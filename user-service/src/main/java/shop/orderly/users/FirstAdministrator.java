package shop.orderly.users;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.platform.time.Ids;
import shop.orderly.users.domain.Accounts;
import shop.orderly.users.domain.PasswordRules;
import shop.orderly.users.domain.Profile;
import shop.orderly.users.domain.User;
import shop.orderly.users.domain.Users;

/**
 * Creates the administrator that the configuration names, unless there is a user of that name; gives that administrator the
 * configured password again if the configuration asks for it.
 */
final class FirstAdministrator {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private static final Actor ACTOR = Actor.system("start-up");

    private final UsersProperties.Admin admin;

    private final Users users;

    private final Accounts accounts;

    FirstAdministrator(UsersProperties.Admin admin, Users users, Accounts accounts) {
        this.admin = admin;
        this.users = users;
        this.accounts = accounts;
    }

    void appoint(PasswordRules rules) {
        var user = users.findByUsernameOrEmail(admin.username());
        if (user.isEmpty()) {
            require(rules);
            create();
        } else if (!isAdministrator(user.get())) {
            throw new IllegalStateException(
                    "ORDERLY_ADMIN_USERNAME names a user who is no administrator: choose another name");
        } else if (admin.reset()) {
            require(rules);
            reset(user.get());
        }
    }

    private void require(PasswordRules rules) {
        rules.problemWith(admin.password()).ifPresent(problem -> {
            throw new IllegalStateException("ORDERLY_ADMIN_PASSWORD " + problem);
        });
    }

    private static boolean isAdministrator(User user) {
        return user.roles().contains("admin");
    }

    private void create() {
        try {
            var profile = new Profile(admin.username(), admin.emailOrDefault(), null, null);
            accounts.register(Ids.next(), profile, admin.password(), Set.of("admin", "ops"), ACTOR);
            log.info("The first administrator was created");
        } catch (RefusedException e) {
            if (users.findByUsernameOrEmail(admin.username())
                    .filter(FirstAdministrator::isAdministrator)
                    .isEmpty()) {
                throw new IllegalStateException(
                        "The first administrator cannot be created ("
                                + e.refusal().code()
                                + "): choose another ORDERLY_ADMIN_USERNAME or ORDERLY_ADMIN_EMAIL",
                        e);
            }
            log.info(
                    "The first administrator was created by another replica: {}",
                    e.refusal().code());
        }
    }

    private void reset(User user) {
        accounts.resetPassword(user.id(), admin.password(), ACTOR);
        log.warn("The password of administrator {} was set anew: remove ORDERLY_ADMIN_RESET", user.id());
    }
}
