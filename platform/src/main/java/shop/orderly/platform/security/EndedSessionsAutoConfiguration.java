package shop.orderly.platform.security;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.eventstore.PostgresEventStore;

/** Ended sessions in every service that has a database; it hears of them if it subscribes to {@code user.events}. */
@AutoConfiguration(
        after = JdbcClientAutoConfiguration.class,
        afterName = "shop.orderly.platform.eventstore.EventStoreAutoConfiguration",
        before = SecurityAutoConfiguration.class)
@ConditionalOnBean({JdbcClient.class, PostgresEventStore.class})
@EnableConfigurationProperties(SecurityProperties.class)
class EndedSessionsAutoConfiguration {

    private static final Duration MAX_AGE = Duration.ofSeconds(1);

    @Bean
    EndedSessions endedSessions(JdbcClient jdbc, SecurityProperties security) {
        var tokenLife = security.maxTokenLife().plus(security.clockSkew().multipliedBy(2));
        return new EndedSessions(jdbc, MAX_AGE, tokenLife);
    }

    @Bean
    EndedSessionsProjection endedSessionsProjection(EndedSessions sessions) {
        return new EndedSessionsProjection(sessions);
    }

    @Bean
    LivingSession livingSession(EndedSessions sessions) {
        return new LivingSession(sessions);
    }

    @Bean
    Task<Void> endedSessionCleaning(EndedSessions sessions, Clock clock) {
        return Tasks.recurring("ended-session-cleaning", FixedDelay.ofMinutes(10))
                .execute((instance, context) -> sessions.forgetBefore(clock.instant()));
    }
}
