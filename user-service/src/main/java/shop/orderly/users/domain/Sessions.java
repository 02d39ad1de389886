package shop.orderly.users.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
 * Staying in. A refresh token is good for one use; using it again means that somebody copied it, and ends every token of
 * that login. A client that asks twice at once is told so, and ends nothing.
 */
public class Sessions {

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    private static final int TOKEN_BYTES = 32;

    private static final int CLEANING_BATCH = 1_000;

    private final Users users;

    private final RefreshTokens refreshTokens;

    private final AccessTokens accessTokens;

    private final TransactionOperations transactions;

    private final Limits limits;

    private final Clock clock;

    private final SecureRandom random = new SecureRandom();

    public Sessions(
            Users users,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            TransactionOperations transactions,
            Limits limits,
            Clock clock) {
        this.users = users;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.transactions = transactions;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * How long things last.
     *
     * @param timeToLive of a refresh token that is not used
     * @param longest of a login, however often it is refreshed
     * @param grace how long after its use a second one is taken for the same client's
     */
    public record Limits(Duration timeToLive, Duration longest, Duration grace) {}

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

    /** A new login of a user whose password was right; empty if that user has changed meanwhile. */
    Optional<Tokens> begin(User proven) {
        return inTransaction(() -> users.findForSession(proven.id())
                .filter(user -> !user.isDisabled() && user.hasPasswordOf(proven))
                .map(user -> issue(user, Ids.next(), clock.instant())));
    }

    /** @throws ProblemException 401 {@code invalid_refresh_token}, 409 {@code refresh_token_just_used} */
    public Tokens refresh(String refreshToken) {
        var hash = hash(refreshToken);
        return inTransaction(() -> refreshTokens
                        .ownerOf(hash)
                        .flatMap(users::findForSession)
                        .flatMap(user -> refreshTokens.findForUse(hash).flatMap(token -> exchange(token, user))))
                .orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.UNAUTHORIZED,
                        "invalid_refresh_token",
                        "Log in again: this refresh token is not valid, or not any more.")));
    }

    /** Ends a login; a token that is none changes nothing. */
    public void logout(String refreshToken) {
        var hash = hash(refreshToken);
        transactions.executeWithoutResult(status -> refreshTokens
                .ownerOf(hash)
                .flatMap(users::findForSession)
                .flatMap(user -> refreshTokens.findForUse(hash))
                .ifPresent(token -> refreshTokens.revokeFamily(token.family(), clock.instant())));
    }

    /** Deletes tokens that have expired; answers how many. */
    public int deleteExpired() {
        var deleted = 0;
        Integer batch;
        do {
            batch = transactions.execute(status -> refreshTokens.deleteExpired(clock.instant(), CLEANING_BATCH));
            deleted += batch == null ? 0 : batch;
        } while (batch != null && batch == CLEANING_BATCH);
        return deleted;
    }

    private Optional<Tokens> exchange(RefreshToken token, User user) {
        var now = clock.instant();
        if (token.wasJustUsed(now, limits.grace())) {
            throw new ProblemException(Problem.of(
                    HttpStatus.CONFLICT,
                    "refresh_token_just_used",
                    "This refresh token was used a moment ago; go on with the tokens that were answered then."));
        }
        if (token.wasUsed()) {
            log.warn("A refresh token of user {} was used twice: login {} ends", token.userId(), token.family());
            refreshTokens.revokeFamily(token.family(), now);
            return Optional.empty();
        }
        if (!token.isGood(now) || user.isDisabled()) {
            return Optional.empty();
        }
        token.use(now);
        return Optional.of(issue(user, token.family(), token.beganAt()));
    }

    private Tokens issue(User user, String family, Instant beganAt) {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        var refreshToken = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var unused = clock.instant().plus(limits.timeToLive());
        var end = beganAt.plus(limits.longest());
        var expiry = unused.isBefore(end) ? unused : end;
        refreshTokens.save(new RefreshToken(hash(refreshToken), family, user.id(), beganAt, expiry));
        var accessToken = accessTokens.issue(user.id(), user.roles(), user.currentVersion());
        return new Tokens(accessToken, refreshToken, accessTokens.timeToLive());
    }

    private Optional<Tokens> inTransaction(java.util.function.Supplier<Optional<Tokens>> work) {
        var tokens = transactions.execute(status -> work.get());
        return tokens == null ? Optional.empty() : tokens;
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
