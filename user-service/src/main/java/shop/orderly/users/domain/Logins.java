package shop.orderly.users.domain;

import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionOperations;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemException;

/** Coming in: who knows the password begins a session. An unknown user, a wrong password and a disabled user look alike. */
public class Logins {

    private static final Logger log = LoggerFactory.getLogger(Logins.class);

    private final Users users;

    private final PasswordHashing passwords;

    private final LoginAttempts attempts;

    private final Sessions sessions;

    private final TransactionOperations transactions;

    public Logins(
            Users users,
            PasswordHashing passwords,
            LoginAttempts attempts,
            Sessions sessions,
            TransactionOperations transactions) {
        this.users = users;
        this.passwords = passwords;
        this.attempts = attempts;
        this.sessions = sessions;
        this.transactions = transactions;
    }

    /**
     * @param address the client's
     * @throws ProblemException 401 {@code invalid_credentials}, the same and as late for an unknown user; 429
     *     {@code too_many_attempts}
     */
    public Sessions.Tokens login(String usernameOrEmail, String password, String address) {
        var user = users.findByUsernameOrEmail(usernameOrEmail);
        var account = user.map(User::id).orElseGet(() -> "nobody " + usernameOrEmail.toLowerCase(Locale.ROOT));
        var attempt = attempts.reserve(account, address);
        if (!isRight(user, password, attempt) || user.isEmpty()) {
            throw invalid();
        }
        var tokens = sessions.begin(user.get()).orElseThrow(Logins::invalid);
        attempt.succeeded();
        keepUpToDate(user.get(), password);
        return tokens;
    }

    /**
     * Whether this is the user's password; counted as an attempt to log in.
     *
     * @throws ProblemException 429 {@code too_many_attempts}
     */
    boolean proves(User user, String password, String address) {
        var attempt = attempts.reserve(user.id(), address);
        var right = isRight(Optional.of(user), password, attempt);
        if (right) {
            attempt.succeeded();
        }
        return right;
    }

    private boolean isRight(Optional<User> user, String password, LoginAttempts.Attempt attempt) {
        try {
            if (user.isPresent()) {
                return passwords.matches(password, user.get().passwordHash());
            }
            passwords.pretendToMatch(password);
            return false;
        } catch (ProblemException tooBusy) {
            attempt.withdrawn();
            throw tooBusy;
        }
    }

    /** A better hash is not worth a refused login: if there is no time now, there is at the next one. */
    private void keepUpToDate(User user, String password) {
        if (!passwords.isOutdated(user.passwordHash())) {
            return;
        }
        try {
            var better = passwords.hash(password);
            transactions.executeWithoutResult(status -> users.rehash(user.id(), user.passwordHash(), better));
        } catch (ProblemException tooBusy) {
            log.info("A password stays hashed with weaker parameters until the next login: {}", tooBusy.getMessage());
        }
    }

    private static ProblemException invalid() {
        return new ProblemException(
                Problem.of(HttpStatus.UNAUTHORIZED, "invalid_credentials", "The user or the password is wrong."));
    }
}
