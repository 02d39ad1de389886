package shop.orderly.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.dao.DataAccessException;

class PostgresEventStorageEngineIT {

    private static TestLog test;

    private String note = "";

    @BeforeAll
    static void open() {
        test = TestLog.create();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @org.junit.jupiter.api.BeforeEach
    void name(TestInfo info) {
        note = info.getDisplayName();
    }

    @Test
    void readsAnAggregateAsItWasAppended() {
        var appended = TestLog.event(note, 0, Instant.parse("2026-11-21T10:15:30.123456Z"));
        test.append(appended);

        var read = test.engine.readEvents(note).asStream().toList();

        assertThat(read).singleElement().satisfies(event -> {
            assertThat(event.getPayload()).isEqualTo(new NoteTaken(note + "#0"));
            assertThat(event.getIdentifier()).isEqualTo(appended.getIdentifier());
            assertThat(event.getTimestamp()).isEqualTo(appended.getTimestamp());
            assertThat(event.getMetaData()).containsExactlyEntriesOf(Map.of("actor", "tester"));
            assertThat(event.getType()).isEqualTo("Note");
            assertThat(event.getSequenceNumber()).isZero();
        });
    }

    @Test
    void storesLogicalNameRevisionAndPublishedJson() {
        test.append(TestLog.event(note, 0));

        var row = test.jdbc.queryForMap("""
                SELECT type, revision, payload ->> 'note_text' AS text, metadata ->> 'actor' AS actor
                FROM domain_event_readable WHERE aggregate_identifier = ?
                """, note);

        assertThat(row)
                .containsEntry("type", "note.taken")
                .containsEntry("revision", 3)
                .containsEntry("text", note + "#0")
                .containsEntry("actor", "tester");
    }

    @Test
    void keepsTheOrderOfABatch() {
        var before = test.engine.createHeadToken();
        var batch = IntStream.range(0, 250)
                .mapToObj(sequence -> TestLog.event(note, sequence))
                .toArray(EventMessage<?>[]::new);
        test.append(batch);

        assertThat(test.textsAfter(before))
                .containsExactlyElementsOf(
                        IntStream.range(0, 250).mapToObj(i -> note + "#" + i).toList());
        assertThat(test.engine.readEvents(note).asStream().count()).isEqualTo(250);
        assertThat(test.engine.lastSequenceNumberFor(note)).contains(249L);
    }

    @Test
    void keepsAnEventThatBelongsToNoAggregate() {
        var before = test.engine.createHeadToken();
        var plain = GenericEventMessage.<NoteTaken>asEventMessage(new NoteTaken("plain"));
        test.append(plain);

        assertThat(test.readAfter(before)).singleElement().satisfies(event -> {
            assertThat(event).isNotInstanceOf(DomainEventMessage.class);
            assertThat(event.getIdentifier()).isEqualTo(plain.getIdentifier());
        });
    }

    @Test
    void refusesAnEventOfAnUnknownType() {
        var unknown = new GenericDomainEventMessage<>("Note", note, 0, "text");

        assertThatThrownBy(() -> test.append(unknown))
                .isInstanceOf(EventStoreException.class)
                .hasMessageContaining("EventTypes");
    }

    @Test
    void refusesASecondFirstEvent() {
        test.append(TestLog.event(note, 0));

        assertThatThrownBy(() -> test.append(TestLog.event(note, 0)))
                .isInstanceOf(AggregateStreamCreationException.class);
    }

    @Test
    void refusesASecondEventInOnePlace() {
        test.append(TestLog.event(note, 0), TestLog.event(note, 1));

        assertThatThrownBy(() -> test.append(TestLog.event(note, 1))).isInstanceOf(ConcurrencyException.class);
    }

    @Test
    void refusesAnEventThatWouldSortBeforeItsPredecessor() {
        test.append(TestLog.event(note, 0));

        assertThatThrownBy(() -> test.transaction.executeWithoutResult(status -> {
                    // An earlier write gives this transaction its id; then a younger one changes the aggregate.
                    test.jdbc.queryForObject("SELECT pg_current_xact_id()::text", String.class);
                    CompletableFuture.runAsync(() -> test.append(TestLog.event(note, 1)))
                            .join();
                    test.engine.appendEvents(TestLog.event(note, 2));
                }))
                .isInstanceOf(ConcurrencyException.class)
                .hasMessageContaining("repeat the command");
        assertThat(test.engine.lastSequenceNumberFor(note)).contains(1L);

        test.append(TestLog.event(note, 2));
        assertThat(test.engine.lastSequenceNumberFor(note)).contains(2L);
    }

    @Test
    void refusesToChangeHistory() {
        test.append(TestLog.event(note, 0));

        for (var change : List.of(
                "UPDATE domain_event SET type = 'note.forged'", "DELETE FROM domain_event", "TRUNCATE domain_event")) {
            assertThatThrownBy(() -> test.jdbc.execute(change))
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("appended, never changed");
        }
    }

    @Test
    void findsThePlaceOfAMoment() {
        var before = test.engine.createHeadToken();
        var moment = Instant.now().plusSeconds(3600);
        test.append(TestLog.event(note, 0, moment.minusSeconds(1)));
        test.append(TestLog.event(note, 1, moment));

        assertThat(test.textsAfter(test.engine.createTokenAt(moment))).containsExactly(note + "#1");
        assertThat(test.engine.createTokenAt(moment.plusSeconds(1))).isEqualTo(test.engine.createHeadToken());
        assertThat(test.textsAfter(before)).hasSize(2);
    }

    @Test
    void keepsTheLatestSnapshotAndPassesOverOneOfAnOldShape() {
        test.engine.storeSnapshot(new GenericDomainEventMessage<>("Note", note, 7, new Shape("seven")));
        test.engine.storeSnapshot(new GenericDomainEventMessage<>("Note", note, 5, new Shape("five")));

        assertThat(test.engine.readSnapshot(note)).hasValueSatisfying(snapshot -> {
            assertThat(snapshot.getSequenceNumber()).isEqualTo(7);
            assertThat(snapshot.getPayload()).isEqualTo(new Shape("seven"));
        });

        test.jdbc.update("UPDATE snapshot_event SET revision = '1' WHERE aggregate_identifier = ?", note);
        assertThat(test.engine.readSnapshot(note)).isEmpty();

        test.jdbc.update(
                "UPDATE snapshot_event SET revision = '2', type = 'gone.Shape' WHERE aggregate_identifier = ?", note);
        assertThat(test.engine.readSnapshot(note)).isEmpty();
    }

    @Revision("2")
    private record Shape(String state) {}
}
