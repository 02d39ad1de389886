package shop.orderly.users.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionOperations;
import shop.orderly.platform.time.Ids;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemException;

/**
 * Logging in and staying in. A refresh token is good for one use; using it again means that somebody copied it, and ends
 * every token of that login.
 */
public class Sessions {

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    private static final int TOKEN_BYTES = 32;

    private final Users users;

    private final RefreshTokens refreshTokens;

    private final PasswordHashing passwords;

    private final AccessTokens accessTokens;

    private final TransactionOperations transactions;

    private final Duration refreshTimeToLive;

    private final Clock clock;

    private final SecureRandom random = new SecureRandom();

    public Sessions(
            Users users,
            RefreshTokens refreshTokens,
            PasswordHashing passwords,
            AccessTokens accessTokens,
            TransactionOperations transactions,
            Duration refreshTimeToLive,
            Clock clock) {
        this.users = users;
        this.refreshTokens = refreshTokens;
        this.passwords = passwords;
        this.accessTokens = accessTokens;
        this.transactions = transactions;
        this.refreshTimeToLive = refreshTimeToLive;
        this.clock = clock;
    }

    /**
     * What a login answers.
     *
     * @param expiresIn how long the access token is valid
     */
    public record Tokens(String accessToken, String refreshToken, Duration expiresIn) {

        @Override
        public String toString() {
            return "Tokens[…]";
        }
    }

    /** @throws ProblemException 401 {@code invalid_credentials}, the same and as late for an unknown user */
    public Tokens login(String usernameOrEmail, String password) {
        var user = users.findByUsernameOrEmail(usernameOrEmail);
        if (user.isEmpty()) {
            passwords.pretendToMatch(password);
            throw unauthorized("invalid_credentials", "The user or the password is wrong.");
        }
        if (!passwords.matches(password, user.get().passwordHash())) {
            throw unauthorized("invalid_credentials", "The user or the password is wrong.");
        }
        return inTransaction(user.get(), Ids.next());
    }

    /** @throws ProblemException 401 {@code invalid_refresh_token} */
    public Tokens refresh(String refreshToken) {
        var tokens = transactions.execute(
                status -> refreshTokens.findForUse(hash(refreshToken)).flatMap(this::exchange));
        if (tokens == null || tokens.isEmpty()) {
            throw unauthorized(
                    "invalid_refresh_token", "Log in again: this refresh token is not valid, or not any more.");
        }
        return tokens.get();
    }

    /** Ends a login; a token that is none changes nothing. */
    public void logout(String refreshToken) {
        transactions.executeWithoutResult(status -> refreshTokens
                .findForUse(hash(refreshToken))
                .ifPresent(token -> refreshTokens.revokeFamily(token.family(), clock.instant())));
    }

    /** Deletes tokens that have expired; answers how many. */
    public int deleteExpired() {
        var deleted = transactions.execute(status -> refreshTokens.deleteExpired(clock.instant()));
        return deleted == null ? 0 : deleted;
    }

    private Optional<Tokens> exchange(RefreshToken token) {
        if (token.wasUsed()) {
            log.warn("A refresh token of user {} was used twice: login {} ends", token.userId(), token.family());
            refreshTokens.revokeFamily(token.family(), clock.instant());
            return Optional.empty();
        }
        if (!token.isGood(clock.instant())) {
            return Optional.empty();
        }
        token.use(clock.instant());
        return users.findById(token.userId()).map(user -> issue(user, token.family()));
    }

    private Tokens inTransaction(User user, String family) {
        var tokens = transactions.execute(status -> issue(user, family));
        if (tokens == null) {
            throw new IllegalStateException("No tokens were issued");
        }
        return tokens;
    }

    private Tokens issue(User user, String family) {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        var refreshToken = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var expiry = clock.instant().plus(refreshTimeToLive);
        refreshTokens.save(new RefreshToken(hash(refreshToken), family, user.id(), expiry));
        return new Tokens(accessTokens.issue(user.id(), user.roles()), refreshToken, accessTokens.timeToLive());
    }

    private static ProblemException unauthorized(String code, String detail) {
        return new ProblemException(Problem.of(HttpStatus.UNAUTHORIZED, code, detail));
    }

    private static String hash(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
