package shop.orderly.platform.idempotency;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import shop.orderly.platform.web.ProblemWriter;

/** Idempotency-Key on every service that has a database and does not say {@code orderly.idempotency.enabled: false}. */
@AutoConfiguration(
        after = {JdbcClientAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class},
        afterName = {
            "shop.orderly.platform.web.WebAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean({JdbcClient.class, PlatformTransactionManager.class})
@ConditionalOnBooleanProperty(name = "orderly.idempotency.enabled", matchIfMissing = true)
@EnableConfigurationProperties(IdempotencyProperties.class)
class IdempotencyAutoConfiguration {

    @Bean
    IdempotencyKeys idempotencyKeys(
            JdbcClient jdbc, PlatformTransactionManager transactions, IdempotencyProperties properties) {
        return new IdempotencyKeys(jdbc, transactions, properties);
    }

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotency(IdempotencyKeys keys, ProblemWriter problems) {
        var filter = new FilterRegistrationBean<>(new IdempotencyFilter(keys, problems));
        filter.setOrder(IdempotencyFilter.ORDER);
        return filter;
    }

    @Bean
    Task<Void> idempotencyKeyCleaning(IdempotencyKeys keys) {
        return Tasks.recurring("idempotency-key-cleaning", FixedDelay.ofMinutes(10))
                .execute((instance, context) -> keys.deleteExpired());
    }
}
