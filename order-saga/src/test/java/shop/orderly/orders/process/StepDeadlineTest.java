package shop.orderly.orders.process;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.orderly.orders.OrderMother.ORDER;

import org.junit.jupiter.api.Test;
import shop.orderly.orders.api.FulfilmentStep;
import shop.orderly.platform.eventstore.StateSerializer;
import tools.jackson.databind.json.JsonMapper;

/** Timers wait in the database while the service is replaced by a newer one. */
class StepDeadlineTest {

    private static final JsonMapper JSON =
            StateSerializer.configure(JsonMapper.builder()).build();

    @Test
    void isReadAsItIsStored() {
        var timer = new StepDeadline(ORDER, FulfilmentStep.COMMIT, 3);
        var stored = JSON.writeValueAsString(timer);

        assertThat(stored).isEqualTo("{\"orderId\":\"order-1\",\"step\":\"commit\",\"turn\":3}");
        assertThat(JSON.readValue(stored, StepDeadline.class)).isEqualTo(timer);
    }

    @Test
    void isReadAsItWasStoredBeforeThereWereTurns() {
        assertThat(JSON.readValue("{\"orderId\":\"order-1\",\"step\":\"commit\"}", StepDeadline.class))
                .isEqualTo(new StepDeadline(ORDER, FulfilmentStep.COMMIT, null));
    }
}
