package shop.orderly.users;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.platform.time.Ids;
import shop.orderly.users.domain.Accounts;
import shop.orderly.users.domain.Profile;
import shop.orderly.users.domain.Users;

/** Creates the administrator that the configuration names, unless there is a user of that name. */
final class FirstAdministrator {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private static final int MIN_PASSWORD = 8;

    private static final int MAX_PASSWORD = 128;

    private final UsersProperties.Admin admin;

    private final Users users;

    private final Accounts accounts;

    FirstAdministrator(UsersProperties.Admin admin, Users users, Accounts accounts) {
        this.admin = admin;
        this.users = users;
        this.accounts = accounts;
    }

    void create() {
        if (admin.password().length() < MIN_PASSWORD || admin.password().length() > MAX_PASSWORD) {
            throw new IllegalStateException("ORDERLY_ADMIN_PASSWORD has 8 to 128 characters");
        }
        if (users.findByUsernameOrEmail(admin.username()).isPresent()) {
            return;
        }
        try {
            var profile = new Profile(admin.username(), admin.emailOrDefault(), null, null);
            accounts.register(Ids.next(), profile, admin.password(), Set.of("admin", "ops"), Actor.system("start-up"));
            log.info("The first administrator was created");
        } catch (RefusedException e) {
            log.info(
                    "The first administrator was created by another replica: {}",
                    e.refusal().code());
        }
    }
}
