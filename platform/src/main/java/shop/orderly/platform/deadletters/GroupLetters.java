package shop.orderly.platform.deadletters;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.orderly.contracts.shared.Actor;

/** The letters of processing groups, in {@code dead_letter_entry}. */
final class GroupLetters implements LetterBox {

    private static final String WITHOUT_PAYLOAD = """
            SELECT processing_group, sequence_identifier, sequence_index, event_identifier, payload_type, payload_revision,
                   aggregate_identifier, sequence_number, cause_type, cause_message, enqueued_at, last_touched""";

    private static final String SEQUENCES = """
            , count(*) OVER (PARTITION BY sequence_identifier) AS size,
                   row_number() OVER (PARTITION BY sequence_identifier ORDER BY sequence_index) AS place
            FROM dead_letter_entry WHERE processing_group = ?
            """;

    private static final String FIRST = "SELECT * FROM (" + WITHOUT_PAYLOAD + SEQUENCES
            + ") AS letters WHERE place = 1 ORDER BY enqueued_at, sequence_identifier LIMIT " + MOST;

    private static final String SEQUENCE = WITHOUT_PAYLOAD + ", payload" + SEQUENCES
            + " AND sequence_identifier = ? ORDER BY sequence_index LIMIT " + MOST;

    private static final String SIZE =
            "SELECT count(*) FROM dead_letter_entry WHERE processing_group = ? AND sequence_identifier = ?";

    private static final String FIRST_TO_DISCARD = """
            SELECT dead_letter_identifier AS id, event_identifier AS event_id, to_jsonb(letter)::text AS letter
            FROM dead_letter_entry letter WHERE processing_group = ? AND sequence_identifier = ?
            ORDER BY sequence_index LIMIT 1 FOR UPDATE
            """;

    /** Letters that arrive while their sequence is being handled are handled as well, but not for ever. */
    private static final int ROUNDS = 10;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final ObjectProvider<EventProcessingConfiguration> processing;

    GroupLetters(
            JdbcClient jdbc,
            TransactionOperations transaction,
            ObjectProvider<EventProcessingConfiguration> processing) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.processing = processing;
    }

    @Override
    public Set<String> processors() {
        var all = processing.getObject();
        var groups = new TreeSet<String>();
        all.eventProcessors().keySet().stream()
                .filter(group -> all.sequencedDeadLetterProcessor(group).isPresent())
                .forEach(groups::add);
        return groups;
    }

    @Override
    public long count(String processor) {
        return jdbc.sql("SELECT count(*) FROM dead_letter_entry WHERE processing_group = ?")
                .param(processor)
                .query(Long.class)
                .single();
    }

    @Override
    public List<DeadLetter> first(String processor) {
        return jdbc.sql(FIRST)
                .param(processor)
                .query((row, number) -> letter(row, null))
                .list();
    }

    @Override
    public List<DeadLetter> sequence(String processor, String sequence) {
        return jdbc.sql(SEQUENCE)
                .params(processor, sequence)
                .query((row, number) -> letter(row, new String(row.getBytes("payload"), StandardCharsets.UTF_8)))
                .list();
    }

    @Override
    public boolean redrive(String processor, String sequence) {
        SequencedDeadLetterProcessor<EventMessage<?>> letters =
                processing.getObject().sequencedDeadLetterProcessor(processor).orElseThrow();
        for (var round = 0; round < ROUNDS; round++) {
            var handled = letters.process(letter ->
                    letter instanceof JdbcDeadLetter<?> stored && sequence.equals(stored.getSequenceIdentifier()));
            if (!handled) {
                return false;
            }
            if (size(processor, sequence) == 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void discard(String processor, String sequence, String eventId, String reason, Actor by) {
        transaction.executeWithoutResult(status -> {
            var first = jdbc.sql(FIRST_TO_DISCARD)
                    .params(processor, sequence)
                    .query(Discarded.class)
                    .optional();
            Discarded.require(first, eventId).record(jdbc, processor, sequence, reason, by);
            jdbc.sql("DELETE FROM dead_letter_entry WHERE dead_letter_identifier = ?")
                    .param(first.orElseThrow().id())
                    .update();
        });
    }

    private long size(String processor, String sequence) {
        return jdbc.sql(SIZE).params(processor, sequence).query(Long.class).single();
    }

    private static DeadLetter letter(ResultSet row, @Nullable String payload) throws SQLException {
        var touched = row.getString("last_touched");
        return new DeadLetter(
                row.getString("processing_group"),
                row.getString("sequence_identifier"),
                row.getLong("size"),
                row.getString("event_identifier"),
                row.getString("payload_type"),
                row.getString("payload_revision"),
                row.getString("aggregate_identifier"),
                row.getObject("sequence_number", Long.class),
                row.getString("cause_type"),
                row.getString("cause_message"),
                Instant.parse(row.getString("enqueued_at")),
                touched == null ? null : Instant.parse(touched),
                payload);
    }
}
