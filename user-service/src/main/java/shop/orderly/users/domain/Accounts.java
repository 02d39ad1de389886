package shop.orderly.users.domain;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionOperations;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.users.UserDeleted;
import shop.orderly.contracts.users.UserDisabled;
import shop.orderly.contracts.users.UserEnabled;
import shop.orderly.contracts.users.UserEvent;
import shop.orderly.contracts.users.UserId;
import shop.orderly.contracts.users.UserPasswordChanged;
import shop.orderly.contracts.users.UserProfileRevised;
import shop.orderly.contracts.users.UserRegistered;
import shop.orderly.contracts.users.UserRolesChanged;
import shop.orderly.platform.eventstore.EntityEvents;

/**
 * What can happen to a user: registered, revised, given other roles or another password, disabled, deleted. The row and its event are one transaction;
 * the hashing of passwords happens before it.
 */
public class Accounts {

    /** Every role there is. */
    public static final Set<String> ROLES = Set.of("customer", "merchant", "ops", "admin");

    private final Users users;

    private final RefreshTokens refreshTokens;

    private final PasswordHashing passwords;

    private final Logins logins;

    private final EntityEvents events;

    private final TransactionOperations transactions;

    private final Clock clock;

    public Accounts(
            Users users,
            RefreshTokens refreshTokens,
            PasswordHashing passwords,
            Logins logins,
            EntityEvents events,
            TransactionOperations transactions,
            Clock clock) {
        this.users = users;
        this.refreshTokens = refreshTokens;
        this.passwords = passwords;
        this.logins = logins;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A new user. Repeating it with the same id, after a crash, answers the user as created.
     *
     * @throws shop.orderly.contracts.shared.RefusedException {@code username_taken}, {@code email_taken}
     */
    public User register(String id, Profile profile, String password, Collection<String> roles, Actor actor) {
        var hash = passwords.hash(password);
        return inTransaction(() -> {
            var before = users.findById(id);
            if (before.isPresent()) {
                return before.get();
            }
            var user = users.saveAndFlush(new User(id, profile, hash, roles, clock.instant()));
            append(user.currentVersion(), new UserRegistered(new UserId(id), user.roles()), actor);
            return user;
        });
    }

    /**
     * Changes what a user says about themselves; no event if it is the same as before.
     *
     * @throws shop.orderly.contracts.shared.RefusedException {@code user_not_found}, {@code username_taken},
     *     {@code email_taken}
     */
    public User revise(String id, Profile profile, Actor actor) {
        return inTransaction(() -> {
            var user = found(users.findById(id));
            if (user.revise(profile, clock.instant())) {
                users.saveAndFlush(user);
                append(user.currentVersion(), new UserProfileRevised(new UserId(id)), actor);
            }
            return user;
        });
    }

    /** Changes a user's roles and ends every session, so that none goes on with the old ones. */
    public User changeRoles(String id, Collection<String> roles, Actor actor) {
        return inTransaction(() -> {
            var user = found(users.findById(id));
            if (user.changeRoles(roles, clock.instant())) {
                endSessions(user, new UserRolesChanged(new UserId(id), user.roles()), actor);
            }
            return user;
        });
    }

    /** Says whether a user may log in; being disabled ends every session, being enabled brings none back. */
    public User disable(String id, boolean disabled, Actor actor) {
        return inTransaction(() -> {
            var user = found(users.findById(id));
            if (user.disable(disabled, clock.instant())) {
                var userId = new UserId(id);
                endSessions(user, disabled ? new UserDisabled(userId) : new UserEnabled(userId), actor);
            }
            return user;
        });
    }

    /**
     * Changes a user's own password and ends every session.
     *
     * @param address the client's
     * @throws shop.orderly.contracts.shared.RefusedException {@code user_not_found}, {@code wrong_password}
     * @throws shop.orderly.platform.web.ProblemException 429 {@code too_many_attempts}
     */
    public void changePassword(String id, String current, String wanted, String address, Actor actor) {
        var proven = found(users.findById(id));
        if (!logins.proves(proven, current, address)) {
            throw wrongPassword();
        }
        var hash = passwords.hash(wanted);
        inTransaction(() -> {
            var user = found(users.findForSession(id));
            if (!user.hasPasswordOf(proven)) {
                throw wrongPassword();
            }
            return withPassword(user, hash, actor);
        });
    }

    private static RuntimeException wrongPassword() {
        return Refusal.forbidden("wrong_password", "The current password is another one.")
                .exception();
    }

    /** Whether this is a user's password; as slow as a login, and not counted as an attempt. */
    public boolean isPasswordOf(User user, String password) {
        return passwords.matches(password, user.passwordHash());
    }

    /** Gives a user another password and ends every session. */
    public void resetPassword(String id, String wanted, Actor actor) {
        var hash = passwords.hash(wanted);
        inTransaction(() -> withPassword(found(users.findForSession(id)), hash, actor));
    }

    private User withPassword(User user, String hash, Actor actor) {
        user.changePassword(hash, clock.instant());
        endSessions(user, new UserPasswordChanged(new UserId(user.id())), actor);
        return user;
    }

    /** The row first: whoever begins or refreshes a session holds it, and is through or sees the change. */
    private void endSessions(User user, UserEvent because, Actor actor) {
        users.saveAndFlush(user);
        append(user.currentVersion(), because, actor);
        refreshTokens.revokeAllOf(user.id(), clock.instant());
    }

    /** Deletes a user with everything personal; the id is never given again. */
    public void delete(String id, Actor actor) {
        inTransaction(() -> {
            var user = found(users.findById(id));
            users.delete(user);
            users.flush();
            append(user.currentVersion() + 1, new UserDeleted(new UserId(id)), actor);
            return user;
        });
    }

    /** @throws shop.orderly.contracts.shared.RefusedException {@code user_not_found} */
    public static User found(Optional<User> user) {
        return user.orElseThrow(() ->
                Refusal.notFound("user_not_found", "There is no such user.").exception());
    }

    private void append(long sequence, UserEvent event, Actor actor) {
        events.append("User", event.userId().value(), sequence, event, Map.of("actor", actor.value()));
    }

    private User inTransaction(Supplier<User> change) {
        try {
            var changed = transactions.execute(status -> change.get());
            return found(Optional.ofNullable(changed));
        } catch (DataIntegrityViolationException e) {
            throw taken(e);
        }
    }

    private static RuntimeException taken(DataIntegrityViolationException violation) {
        var message = String.valueOf(violation.getMostSpecificCause().getMessage());
        for (var name : List.of("username", "email")) {
            if (message.contains("user_account_" + name)) {
                return Refusal.conflict(name + "_taken", "Somebody else has this " + name + " already.")
                        .exception();
            }
        }
        return violation;
    }
}
