package shop.orderly.orders.event;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.orderly.orders.OrderMother.APPLE;
import static shop.orderly.orders.OrderMother.DEADLINE;
import static shop.orderly.orders.OrderMother.HELD;
import static shop.orderly.orders.OrderMother.OPERATOR;
import static shop.orderly.orders.OrderMother.ORDER;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shop.orderly.contracts.json.ContractJson;
import shop.orderly.contracts.orders.Obstacle;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.orders.RejectionReason;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.orders.api.FulfilmentStep;
import tools.jackson.databind.json.JsonMapper;

/** The private events are stored for ever too: their JSON is approved, one file per event and revision. */
class StoredEventsContractTest {

    private static final JsonMapper JSON = ContractJson.builder().build();

    static List<Object> samples() {
        return List.of(
                new FulfilmentDelayed(
                        ORDER,
                        FulfilmentStep.RESERVE,
                        1,
                        3,
                        DEADLINE,
                        "Inventory answered UNAVAILABLE to reserve",
                        true),
                new FulfilmentResumed(
                        ORDER,
                        "resume-1",
                        OrderStatus.PLACED,
                        HELD,
                        new Obstacle(RejectionReason.UNKNOWN_PRODUCT, List.of(APPLE)),
                        true,
                        false,
                        DEADLINE,
                        1),
                new FulfilmentRecovered(ORDER, FulfilmentStep.RELEASE),
                new FulfilmentRetryRequested(ORDER, OPERATOR),
                new FulfilmentResolved(ORDER, "Sent by courier", OPERATOR, new BigDecimal("25")));
    }

    @Test
    void everyPrivateEventHasASample() {
        assertThat(samples().stream().map(Object::getClass))
                .containsExactlyInAnyOrder(FulfilmentEvent.class.getPermittedSubclasses());
    }

    /** The property was added, which is no new revision. */
    @Test
    void aResolutionOfBeforeSaysNothingOfMoney() {
        var stored = """
                {"order_id": "order-1", "note": "Sent by courier", "actor": "ops:operator-1"}""";
        assertThat(JSON.readValue(stored, FulfilmentResolved.class))
                .isEqualTo(new FulfilmentResolved(ORDER, "Sent by courier", OPERATOR, null));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isStoredAsApprovedAndReadAgain(Object event) throws IOException {
        var type = Objects.requireNonNull(event.getClass().getAnnotation(EventType.class));
        try (InputStream file = Objects.requireNonNull(
                getClass().getResourceAsStream("/approved/" + type.value() + "." + type.revision() + ".json"))) {
            var approved = JSON.readTree(file);
            assertThat(JSON.readTree(JSON.writeValueAsString(event))).isEqualTo(approved);
            assertThat((Object) JSON.treeToValue(approved, event.getClass())).isEqualTo(event);
        }
    }
}
