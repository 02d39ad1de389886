package shop.orderly.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.MergedTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.saga.SagaScopeDescriptor;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.UnknownSerializedType;
import org.junit.jupiter.api.Test;
import shop.orderly.contracts.shared.EventType;

class SerializationTest {

    private static final CommitOrderToken EARLY = new CommitOrderToken(1, 700, 5);
    private static final CommitOrderToken LATE = new CommitOrderToken(1, 900, 3);

    private final Serializer state = StateSerializer.create();
    private final Serializer events = LogicalNameSerializer.of(EventTypes.of(NoteTaken.class));

    @Test
    void keepsATokenUnderItsOwnName() {
        var stored = state.serialize(EARLY, String.class);

        assertThat(stored.getType().getName()).isEqualTo("commit-order-token");
        assertThat(stored.getData()).isEqualTo("{\"era\":1,\"transactionId\":700,\"globalIndex\":5}");
        assertThat(state.<String, Object>deserialize(stored)).isEqualTo(EARLY);
    }

    @Test
    void keepsTheTokensOfAReplayAndOfAMerge() {
        var replay = ReplayToken.createReplayToken(LATE, EARLY, "why");
        assertThat(roundTrip(replay)).isEqualTo(replay);
        var fromTheStart = ReplayToken.createReplayToken(LATE, CommitOrderToken.START);
        assertThat(roundTrip(fromTheStart)).isEqualTo(fromTheStart);
        var merged = new MergedTrackingToken(EARLY, LATE);
        assertThat(roundTrip(merged)).isEqualTo(merged);
    }

    @Test
    void ordersTokensByEraThenTransactionThenIndex() {
        assertThat(List.of(
                        CommitOrderToken.START,
                        EARLY,
                        new CommitOrderToken(1, 700, 6),
                        LATE,
                        new CommitOrderToken(2, 10, 1)))
                .isSorted();
        assertThat(LATE.covers(EARLY)).isTrue();
        assertThat(EARLY.covers(LATE)).isFalse();
        assertThat(EARLY.upperBound(LATE)).isEqualTo(LATE);
        assertThat(EARLY.lowerBound(LATE)).isEqualTo(EARLY);
        assertThat(EARLY.samePositionAs(new CommitOrderToken(1, 700, 5))).isTrue();
    }

    @Test
    void keepsASagaWithPrivateFields() {
        var saga = new Saga();
        saga.orderId = "order-1";
        saga.steps = List.of("held", "paid");
        saga.since = Instant.parse("2026-11-21T10:15:30.123456789Z");

        var read = (Saga) roundTrip(saga);

        assertThat(read).usingRecursiveComparison().isEqualTo(saga);
    }

    @Test
    void keepsAScopeOfADeadline() {
        var scope = new SagaScopeDescriptor("Saga", "id-1");
        assertThat(roundTrip(scope)).isEqualTo(scope);
    }

    @Test
    void writesAnEventAsPublished() {
        var stored = events.serialize(new NoteTaken("hello"), byte[].class);

        assertThat(stored.getType().getName()).isEqualTo("note.taken");
        assertThat(stored.getType().getRevision()).isEqualTo("3");
        assertThat(new String(stored.getData(), StandardCharsets.UTF_8)).isEqualTo("{\"note_text\":\"hello\"}");
        assertThat(events.<byte[], Object>deserialize(stored)).isEqualTo(new NoteTaken("hello"));
    }

    @Test
    void keepsMetadata() {
        var metadata = MetaData.from(Map.of("actor", "ops:1", "traceId", "abc"));

        assertThat(events.<byte[], Object>deserialize(events.serialize(metadata, byte[].class)))
                .isEqualTo(metadata);
    }

    @Test
    void passesOverAnEventItDoesNotKnow() {
        Object read = events.deserialize(new SimpleSerializedObject<>("{}", String.class, "thing.done", "1"));

        assertThat(read).isInstanceOf(UnknownSerializedType.class);
    }

    @Test
    void refusesAnEventThatTheServiceHasNotListed() {
        assertThatThrownBy(() -> events.serialize(new Unlisted(), byte[].class))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("EventTypes");
    }

    private Object roundTrip(Object value) {
        return state.deserialize(state.serialize(value, byte[].class));
    }

    @EventType("unlisted")
    private record Unlisted() {}

    @SuppressWarnings("UnusedVariable") // read by the serializer
    private static final class Saga {

        private String orderId = "";
        private List<String> steps = List.of();
        private Instant since = Instant.EPOCH;
    }
}
