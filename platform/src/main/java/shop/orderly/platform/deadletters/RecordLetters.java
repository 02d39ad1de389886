package shop.orderly.platform.deadletters;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.platform.link.ParkedIntake;
import tools.jackson.databind.json.JsonMapper;

/** Kafka records that the inbox could not take in, in {@code parked_record}; each is a sequence of its own. */
final class RecordLetters implements LetterBox {

    static final String PROCESSOR = "inbox";

    private static final String NUMBER = "\\d{1,18}";
    private static final String RECORDS =
            "SELECT id, topic, partition, record_offset, reason, parked_at, headers::text AS header_list";

    private static final String FROM = " FROM parked_record";

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final ParkedIntake intake;
    private final JsonMapper json = JsonMapper.shared();

    RecordLetters(JdbcClient jdbc, TransactionOperations transaction, ParkedIntake intake) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.intake = intake;
    }

    @Override
    public Set<String> processors() {
        return Set.of(PROCESSOR);
    }

    @Override
    public long count(String processor) {
        return jdbc.sql("SELECT count(*) FROM parked_record").query(Long.class).single();
    }

    @Override
    public List<DeadLetter> first(String processor) {
        return jdbc.sql(RECORDS + FROM + " ORDER BY id LIMIT " + MOST)
                .query((row, number) -> letter(row, null))
                .list();
    }

    @Override
    public List<DeadLetter> sequence(String processor, String sequence) {
        return jdbc.sql(RECORDS + ", record_value" + FROM + " WHERE id::text = ?")
                .param(sequence)
                .query((row, number) -> letter(row, text(row.getBytes("record_value"))))
                .list();
    }

    @Override
    public boolean redrive(String processor, String sequence) {
        return sequence.matches(NUMBER) && intake.takeAgain(Long.parseLong(sequence));
    }

    @Override
    public void discard(String processor, String sequence, String eventId, String reason, Actor by) {
        transaction.executeWithoutResult(status -> {
            var found = jdbc.sql("SELECT *, headers::text AS header_list, to_jsonb(record)::text AS letter"
                            + " FROM parked_record record WHERE id::text = ? FOR UPDATE")
                    .param(sequence)
                    .query((row, number) ->
                            new Discarded(row.getString("id"), eventId(row, said(row)), row.getString("letter")))
                    .optional();
            Discarded.require(found, eventId).record(jdbc, processor, sequence, reason, by);
            jdbc.sql("DELETE FROM parked_record WHERE id::text = ?")
                    .param(sequence)
                    .update();
        });
    }

    private DeadLetter letter(ResultSet row, @Nullable String payload) throws SQLException {
        var said = said(row);
        var number = said.getOrDefault("ce_sequence", "");
        var reason = row.getString("reason");
        return new DeadLetter(
                PROCESSOR,
                row.getString("id"),
                1,
                eventId(row, said),
                said.get("ce_type"),
                said.get("ce_eventversion"),
                said.get("ce_subject"),
                number.matches(NUMBER) ? Long.valueOf(number) : null,
                reason.startsWith("refused: ") ? "refused" : "unreadable",
                reason,
                row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                null,
                payload);
    }

    /** A record without an id is known by its place in Kafka. */
    private static String eventId(ResultSet row, Map<String, String> said) throws SQLException {
        var id = said.get("ce_id");
        return id == null
                ? row.getString("topic") + "-" + row.getInt("partition") + "@" + row.getLong("record_offset")
                : id;
    }

    /** The headers that are text; of several with one name the last. */
    private Map<String, String> said(ResultSet row) throws SQLException {
        var said = new HashMap<String, String>();
        for (var header : json.readTree(row.getString("header_list"))) {
            var value = header.path("value").asString("");
            var text = text(Base64.getDecoder().decode(value));
            if (text != null) {
                said.put(header.path("name").asString(""), text);
            }
        }
        return said;
    }

    private static @Nullable String text(byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException noText) {
            return Base64.getEncoder().encodeToString(value);
        }
    }
}
