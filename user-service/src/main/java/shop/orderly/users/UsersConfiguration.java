package shop.orderly.users;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.contracts.users.UserEvent;
import shop.orderly.platform.eventstore.EntityEvents;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.link.Publications;
import shop.orderly.platform.security.PublicEndpoints;
import shop.orderly.platform.security.SecurityProperties;
import shop.orderly.platform.security.SharedSecret;
import shop.orderly.users.adapter.Argon2PasswordHashing;
import shop.orderly.users.adapter.SignedAccessTokens;
import shop.orderly.users.adapter.SigningKeys;
import shop.orderly.users.domain.AccessTokens;
import shop.orderly.users.domain.Accounts;
import shop.orderly.users.domain.PasswordHashing;
import shop.orderly.users.domain.PublicKeys;
import shop.orderly.users.domain.RefreshTokens;
import shop.orderly.users.domain.RegistrationRoles;
import shop.orderly.users.domain.Sessions;
import shop.orderly.users.domain.Users;

/** Wires users: hashing, signing, the first administrator, and what is public and published. */
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
    PublicEndpoints publicEndpoints() {
        return PublicEndpoints.get("/.well-known/jwks.json").andPost("/api/v1/auth/**");
    }

    @Bean
    PasswordHashing passwordHashing(UsersProperties properties) {
        return new Argon2PasswordHashing(properties.maxHashing());
    }

    @Bean
    SigningKeys signingKeys(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
        return new SigningKeys(jdbc, transactions, clock);
    }

    /** This service checks tokens with the keys it has, not by asking itself over HTTP. */
    @Bean
    JWKSource<SecurityContext> ownKeys(SigningKeys keys) {
        return (selector, context) -> keys.select(selector);
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
    Accounts accounts(
            Users users,
            RefreshTokens refreshTokens,
            PasswordHashing passwords,
            EntityEvents events,
            TransactionTemplate transactions,
            Clock clock) {
        return new Accounts(users, refreshTokens, passwords, events, transactions, clock);
    }

    @Bean
    Sessions sessions(
            Users users,
            RefreshTokens refreshTokens,
            PasswordHashing passwords,
            AccessTokens accessTokens,
            TransactionTemplate transactions,
            UsersProperties properties,
            Clock clock) {
        return new Sessions(
                users, refreshTokens, passwords, accessTokens, transactions, properties.refreshTokenTtl(), clock);
    }

    @Bean
    Task<Void> refreshTokenCleaning(Sessions sessions) {
        return Tasks.recurring("refresh-token-cleaning", FixedDelay.ofHours(1))
                .execute((instance, context) -> sessions.deleteExpired());
    }

    @Bean
    ApplicationRunner firstAdministrator(UsersProperties properties, Users users, Accounts accounts) {
        return arguments -> {
            if (properties.admin().isSet()) {
                new FirstAdministrator(properties.admin(), users, accounts).create();
            }
        };
    }
}
