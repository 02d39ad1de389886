package shop.orderly.platform.deadletters;

import static shop.orderly.platform.access.AccessTable.get;
import static shop.orderly.platform.access.AccessTable.post;
import static shop.orderly.platform.access.Role.ADMIN;
import static shop.orderly.platform.access.Role.OPS;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.config.EventProcessingConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.platform.access.AccessTable;
import shop.orderly.platform.eventstore.PostgresEventStore;
import shop.orderly.platform.link.ParkedIntake;
import shop.orderly.platform.processing.ProcessingAutoConfiguration;

/** What operators and meters see of parked events, in every service with an event store. */
@AutoConfiguration(
        after = ProcessingAutoConfiguration.class,
        afterName = "shop.orderly.platform.link.LinkAutoConfiguration")
@ConditionalOnBean(PostgresEventStore.class)
class DeadLettersAutoConfiguration {

    @Bean
    DeadLetterDesk deadLetterDesk(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            ObjectProvider<EventProcessingConfiguration> processing,
            ObjectProvider<ParkedIntake> intake) {
        var jdbc = JdbcClient.create(dataSource);
        var transaction = new TransactionTemplate(transactions);
        List<LetterBox> boxes = new ArrayList<>();
        boxes.add(new GroupLetters(jdbc, transaction, processing));
        intake.ifAvailable(inbox -> boxes.add(new RecordLetters(jdbc, transaction, inbox)));
        return new DeadLetterDesk(boxes);
    }

    @Bean
    DiscardedEvents discardedEvents(DataSource dataSource) {
        return new DiscardedEvents(JdbcClient.create(dataSource));
    }

    @Bean
    DeadLetterMeters deadLetterMeters(DeadLetterDesk desk, ObjectProvider<MeterRegistry> meters) {
        return new DeadLetterMeters(desk, meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    /** At the edge. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Edge {

        @Bean
        DeadLettersEndpoint deadLettersEndpoint(DeadLetterDesk desk, Environment environment) {
            return new DeadLettersEndpoint(desk, environment.getRequiredProperty("spring.application.name"));
        }

        @Bean
        AccessTable deadLettersAccess() {
            return AccessTable.of(
                    get("/ops/v1/dead-letters").all(OPS, ADMIN),
                    get("/ops/v1/dead-letters/{processor}").all(OPS, ADMIN),
                    post("/ops/v1/dead-letters/{processor}/redrives").all(OPS, ADMIN),
                    post("/ops/v1/dead-letters/{processor}/discards").all(OPS, ADMIN));
        }
    }
}
