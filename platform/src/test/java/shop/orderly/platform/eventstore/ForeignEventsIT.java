package shop.orderly.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForeignEventsIT {

    private final TestLog test = TestLog.create();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void takesEachEventOnce() {
        assertThat(test.foreign.append(List.of(raw("a", 0), raw("a", 1), raw("b", 0))))
                .isEqualTo(3);
        assertThat(test.foreign.append(List.of(raw("a", 1), raw("a", 2)))).isEqualTo(1);
        assertThat(test.foreign.append(List.of(raw("a", 0)))).isZero();
        assertThat(test.foreign.append(List.of())).isZero();

        var read = test.readAfter(CommitOrderToken.START);
        assertThat(TestLog.texts(read)).containsExactly("a#0", "a#1", "b#0", "a#2");
        assertThat(read.getFirst().getIdentifier()).isEqualTo("id-a-0");
        assertThat(read.getFirst().getMetaData()).containsEntry("traceparent", "00-1-2-01");
    }

    @Test
    void takesATypeThatThisServiceDoesNotKnowAndPassesItOver() {
        var unknown = new RawEvent("id", "Thing", "thing", 0, "thing.done", 1, "{}", Map.of(), Instant.now());

        assertThat(test.foreign.append(List.of(unknown, raw("a", 0)))).isEqualTo(2);

        assertThat(test.readAfter(CommitOrderToken.START)).hasSize(2);
    }

    @Test
    void failsLoudlyIfAnotherEventHasThePlace() {
        test.foreign.append(List.of(raw("a", 0)));
        var other = new RawEvent("other", "Note", "a", 0, "note.taken", 3, "{}", Map.of(), Instant.now());

        assertThatThrownBy(() -> test.foreign.append(List.of(other))).isInstanceOf(ForeignEventConflictException.class);
    }

    @Test
    void isRepeatedIfItWouldSortBeforeItsPredecessor() {
        assertThatThrownBy(() -> test.transaction.executeWithoutResult(status -> {
                    test.jdbc.queryForObject("SELECT pg_current_xact_id()::text", String.class);
                    CompletableFuture.runAsync(() -> test.foreign.append(List.of(raw("a", 0))))
                            .join();
                    test.foreign.append(List.of(raw("a", 0), raw("a", 1)));
                }))
                .isInstanceOf(ConcurrencyException.class);

        assertThat(test.foreign.append(List.of(raw("a", 0), raw("a", 1)))).isEqualTo(1);
        assertThat(test.textsAfter(CommitOrderToken.START)).containsExactly("a#0", "a#1");
    }

    private static RawEvent raw(String aggregate, long sequence) {
        return new RawEvent(
                "id-" + aggregate + "-" + sequence,
                "Note",
                aggregate,
                sequence,
                "note.taken",
                3,
                "{\"note_text\":\"%s#%d\"}".formatted(aggregate, sequence),
                Map.of("traceparent", "00-1-2-01"),
                Instant.now());
    }
}
