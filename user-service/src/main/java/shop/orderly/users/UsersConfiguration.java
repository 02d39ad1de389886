package shop.orderly.users;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.contracts.users.UserEvent;
import shop.orderly.platform.eventstore.EntityEvents;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.link.Publications;
import shop.orderly.platform.security.SecurityProperties;
import shop.orderly.platform.security.SharedSecret;
import shop.orderly.users.adapter.Argon2PasswordHashing;
import shop.orderly.users.adapter.ListedPasswords;
import shop.orderly.users.adapter.SignedAccessTokens;
import shop.orderly.users.adapter.SigningKeys;
import shop.orderly.users.adapter.StoredLoginAttempts;
import shop.orderly.users.domain.AccessTokens;
import shop.orderly.users.domain.Accounts;
import shop.orderly.users.domain.LoginAttempts;
import shop.orderly.users.domain.Logins;
import shop.orderly.users.domain.PasswordHashing;
import shop.orderly.users.domain.PasswordRules;
import shop.orderly.users.domain.PublicKeys;
import shop.orderly.users.domain.RefreshTokens;
import shop.orderly.users.domain.RegistrationRoles;
import shop.orderly.users.domain.Sessions;
import shop.orderly.users.domain.SigningKeyLife;
import shop.orderly.users.domain.Users;

/** Wires users: hashing, signing, the first administrator, and what is published. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UsersProperties.class)
class UsersConfiguration {

    @Bean
    EventTypes eventTypes() {
        return EventTypes.of(UserEvent.class);
    }

    @Bean
    Publications publications() {
        return Publications.none().and("user.events", UserEvent.class);
    }

    @Bean
    PasswordHashing passwordHashing(UsersProperties properties, MeterRegistry meters) {
        var argon2 = properties.argon2();
        var cost = new Argon2PasswordHashing.Cost(argon2.memoryKib(), argon2.passes(), argon2.lanes());
        return new Argon2PasswordHashing(cost, properties.maxHashing(), meters);
    }

    @Bean
    PasswordRules passwordRules(UsersProperties properties) {
        return new PasswordRules(new ListedPasswords(properties.permittedCommonPasswords()));
    }

    @Bean
    SigningKeys signingKeys(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            UsersProperties properties,
            SecurityProperties security,
            Clock clock) {
        // Twice the skew, as the clocks of the signer and of the verifier may both be off, and a minute to be sure.
        var verifiesAfter = properties
                .accessTokenTtl()
                .plus(security.clockSkew().multipliedBy(2))
                .plusMinutes(1);
        var limits =
                new SigningKeys.Limits(properties.signingKeyLifetime(), properties.keyPublishedBefore(), verifiesAfter);
        return new SigningKeys(jdbc, transactions, limits, clock);
    }

    @Bean
    @Primary
    SigningKeyLife signingKeyLife(SigningKeys keys, SecurityProperties security) {
        return security.isSharedSecret() ? SigningKeyLife.NONE : keys;
    }

    @Bean
    Task<Void> signingKeyRotation(SigningKeys keys, SecurityProperties security) {
        return Tasks.recurring("signing-key-rotation", FixedDelay.ofMinutes(1)).execute((instance, context) -> {
            if (!security.isSharedSecret()) {
                keys.turn();
            }
        });
    }

    /** This service checks tokens with the keys it has, not by asking itself over HTTP. */
    @Bean
    JWKSource<SecurityContext> ownKeys(SigningKeys keys) {
        return (selector, context) -> {
            try {
                return keys.select(selector);
            } catch (DataAccessException | TransactionException e) {
                // No word about the token: 503 and not 401.
                throw new KeySourceException("The signing keys cannot be read", e);
            }
        };
    }

    @Bean
    PublicKeys publicKeys(SigningKeys keys, SecurityProperties security) {
        return security.isSharedSecret() ? () -> Map.of("keys", List.of()) : keys::jwks;
    }

    @Bean
    AccessTokens accessTokenIssuer(
            SigningKeys keys,
            SecurityProperties security,
            UsersProperties properties,
            Environment environment,
            Clock clock) {
        if (properties.accessTokenTtl().compareTo(security.maxTokenLife()) > 0) {
            throw new IllegalStateException("orderly.users.access-token-ttl (" + properties.accessTokenTtl()
                    + ") is longer than orderly.security.max-token-life (" + security.maxTokenLife()
                    + "): every token would be refused");
        }
        var claims = new SignedAccessTokens.Claims(security.issuer(), security.audience(), properties.accessTokenTtl());
        return security.isSharedSecret()
                ? SignedAccessTokens.bySecret(SharedSecret.key(security.jwtSecret(), environment), claims, clock)
                : SignedAccessTokens.byKeys(keys, claims, clock);
    }

    @Bean
    RegistrationRoles registrationRoles(UsersProperties properties) {
        return new RegistrationRoles(properties.registrationRoles());
    }

    @Bean
    Sessions sessions(
            Users users,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            TransactionTemplate transactions,
            UsersProperties properties,
            Clock clock) {
        var limits =
                new Sessions.Limits(properties.refreshTokenTtl(), properties.sessionLimit(), properties.refreshGrace());
        return new Sessions(users, refreshTokens, accessTokens, transactions, limits, clock);
    }

    @Bean
    StoredLoginAttempts loginAttempts(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
        return new StoredLoginAttempts(jdbc, transactions, clock);
    }

    @Bean
    Logins logins(
            Users users,
            PasswordHashing passwords,
            LoginAttempts attempts,
            Sessions sessions,
            TransactionTemplate transactions) {
        return new Logins(users, passwords, attempts, sessions, transactions);
    }

    @Bean
    Accounts accounts(
            Users users,
            RefreshTokens refreshTokens,
            PasswordHashing passwords,
            Logins logins,
            EntityEvents events,
            TransactionTemplate transactions,
            Clock clock) {
        return new Accounts(users, refreshTokens, passwords, logins, events, transactions, clock);
    }

    @Bean
    Task<Void> loginAttemptCleaning(StoredLoginAttempts attempts) {
        return Tasks.recurring("login-attempt-cleaning", FixedDelay.ofHours(1))
                .execute((instance, context) -> attempts.forgetOld());
    }

    @Bean
    Task<Void> refreshTokenCleaning(Sessions sessions) {
        return Tasks.recurring("refresh-token-cleaning", FixedDelay.ofHours(1))
                .execute((instance, context) -> sessions.deleteExpired());
    }

    @Bean
    ApplicationRunner appointedUsers(UsersProperties properties, Users users, Accounts accounts, PasswordRules rules) {
        var administrator =
                new AppointedUser(properties.admin(), Set.of("admin", "ops"), "ORDERLY_ADMIN", users, accounts);
        var operator = new AppointedUser(properties.operator(), Set.of("ops"), "ORDERLY_OPERATOR", users, accounts);
        return arguments -> {
            administrator.appoint(rules);
            operator.appoint(rules);
        };
    }
}
