package shop.orderly.platform.processing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.junit.jupiter.api.Test;
import shop.orderly.platform.eventstore.StateSerializer;

class RealPartsCheckTest {

    @Test
    void refusesToRunOnWhatTheFrameworkChoosesByItself() {
        Configurer configurer = DefaultConfigurer.defaultConfiguration();
        var byItself = configurer
                .configureSerializer(configuration -> StateSerializer.create())
                .configureMessageSerializer(configuration -> StateSerializer.create())
                .configureEventSerializer(configuration -> StateSerializer.create())
                .buildConfiguration();

        assertThatThrownBy(() -> new RealPartsCheck(byItself).afterSingletonsInstantiated())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SimpleEventBus instead of PostgresEventStore");
    }
}
