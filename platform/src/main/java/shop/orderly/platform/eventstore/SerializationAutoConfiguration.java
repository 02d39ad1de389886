package shop.orderly.platform.eventstore;

import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** How messages and state are written, in every service. */
@AutoConfiguration(beforeName = "org.axonframework.springboot.autoconfig.AxonAutoConfiguration")
public class SerializationAutoConfiguration {

    /** A service without events of its own. */
    @Bean
    @ConditionalOnMissingBean
    EventTypes eventTypes() {
        return EventTypes.of();
    }

    @Bean
    @Primary
    StateSerializer serializer() {
        return StateSerializer.create();
    }

    @Bean
    @Qualifier("messageSerializer") Serializer messageSerializer() {
        return StateSerializer.create();
    }

    @Bean
    @Qualifier("eventSerializer") Serializer eventSerializer(EventTypes eventTypes) {
        return LogicalNameSerializer.of(eventTypes);
    }
}
