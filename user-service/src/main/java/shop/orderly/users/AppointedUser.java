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
 * Creates the user that the configuration appoints, unless there is a user of that name; gives that user the configured
 * password again if the configuration asks for it and it is another.
 */
final class AppointedUser {

    private static final Logger log = LoggerFactory.getLogger(AppointedUser.class);

    private static final Actor ACTOR = Actor.system("start-up");

    private final UsersProperties.Appointed appointed;

    private final Set<String> roles;

    private final String variable;

    private final Users users;

    private final Accounts accounts;

    /**
     * @param roles what the user may do; whoever has the name already must have all of them
     * @param variable what the environment's settings begin with, for messages: {@code ORDERLY_ADMIN}
     */
    AppointedUser(
            UsersProperties.Appointed appointed, Set<String> roles, String variable, Users users, Accounts accounts) {
        this.appointed = appointed;
        this.roles = roles;
        this.variable = variable;
        this.users = users;
        this.accounts = accounts;
    }

    void appoint(PasswordRules rules) {
        if (!appointed.isSet()) {
            return;
        }
        var user = users.findByUsernameOrEmail(appointed.username());
        if (user.isEmpty()) {
            require(rules);
            create();
        } else if (!user.get().roles().containsAll(roles)) {
            throw new IllegalStateException(
                    variable + "_USERNAME names a user without the roles " + roles + ": choose another name");
        } else if (appointed.reset() && !accounts.isPasswordOf(user.get(), appointed.password())) {
            require(rules);
            reset(user.get());
        }
    }

    private void require(PasswordRules rules) {
        rules.problemWith(appointed.password()).ifPresent(problem -> {
            throw new IllegalStateException(variable + "_PASSWORD " + problem);
        });
    }

    private void create() {
        try {
            var profile = new Profile(appointed.username(), appointed.emailOrDefault(), null, null);
            accounts.register(Ids.next(), profile, appointed.password(), roles, ACTOR);
            log.info("The user of {}_USERNAME was created", variable);
        } catch (RefusedException e) {
            if (users.findByUsernameOrEmail(appointed.username())
                    .filter(user -> user.roles().containsAll(roles))
                    .isEmpty()) {
                throw new IllegalStateException(
                        "The user of " + variable + "_USERNAME cannot be created ("
                                + e.refusal().code()
                                + "): choose another " + variable + "_USERNAME or " + variable + "_EMAIL",
                        e);
            }
            log.info(
                    "The user of {}_USERNAME was created by another replica: {}",
                    variable,
                    e.refusal().code());
        }
    }

    private void reset(User user) {
        accounts.resetPassword(user.id(), appointed.password(), ACTOR);
        log.warn("The password of {} was set anew: remove {}_RESET", user.id(), variable);
    }
}
