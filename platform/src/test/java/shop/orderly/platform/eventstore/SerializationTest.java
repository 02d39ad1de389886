package shop.orderly.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.orderly.contracts.json.EventHistory;
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
    void readsEveryEarlierRevision() {
        assertThat(read("{\"text\":\"old\"}", "1")).isEqualTo(new NoteTaken("old"));
        assertThat(read("{\"note\":\"newer\"}", "2")).isEqualTo(new NoteTaken("newer"));
        assertThat(read("{\"note_text\":\"newest\"}", "3")).isEqualTo(new NoteTaken("newest"));
    }

    @Test
    void keepsEveryDigitOfAnEarlierRevision() {
        var weights = LogicalNameSerializer.of(EventTypes.of(Weighed.class));
        var stored = new SimpleSerializedObject<>(
                "{\"grams\":12345678901234567890.1234567890}", String.class, "thing.weighed", "1");

        assertThat(weights.<String, Object>deserialize(stored))
                .isEqualTo(new Weighed(new BigDecimal("12345678901234567890.1234567890")));
    }

    @Test
    void refusesARevisionThatIsNewerThanItKnows() {
        assertThatThrownBy(() -> read("{\"note_text\":\"future\"}", "4"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("note.taken comes in revision 4, this service knows it up to 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "one"})
    void refusesARevisionThatIsNone(String revision) {
        assertThatThrownBy(() -> read("{\"note_text\":\"odd\"}", revision))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("note.taken has");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"text\":", "7"})
    void refusesAnEarlierRevisionThatIsNoObject(String json) {
        assertThatThrownBy(() -> read(json, "1")).isInstanceOf(SerializationException.class);
    }

    @Test
    void refusesAnEventWithoutAStepFromEachEarlierRevision() {
        assertThatThrownBy(() -> EventTypes.of(Forgetful.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has revision 2, but its history has 0 steps");
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

    private Object read(String json, String revision) {
        return events.deserialize(new SimpleSerializedObject<>(json, String.class, "note.taken", revision));
    }

    @EventType(value = "thing.forgotten", revision = 2)
    private record Forgetful() {}

    @EventType(value = "thing.weighed", revision = 2, history = WeighedHistory.class)
    private record Weighed(BigDecimal grams) {}

    private static final class WeighedHistory implements EventHistory {

        @Override
        public List<Step> steps() {
            return List.of((json, stream) -> json.remove("scales"));
        }
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
