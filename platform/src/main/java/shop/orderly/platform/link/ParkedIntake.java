package shop.orderly.platform.link;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.orderly.platform.eventstore.ForeignEventConflictException;
import shop.orderly.platform.eventstore.ForeignEvents;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tries to take in a record that was parked. Later records of its key have not waited for it: its event comes behind them
 * in the log.
 */
public final class ParkedIntake {

    private static final Logger log = LoggerFactory.getLogger(ParkedIntake.class);

    /** As the inbox locks a partition: before anything gives the transaction an id. */
    private static final String LOCK = """
            SELECT pg_advisory_xact_lock(hashtextextended('inbox:' || topic || ':' || partition, 0))
            FROM parked_record WHERE id = ?
            """;

    private final CloudEventRecords records;
    private final ForeignEvents events;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final JsonMapper json = JsonMapper.shared();

    ParkedIntake(CloudEventRecords records, ForeignEvents events, JdbcClient jdbc, TransactionOperations transaction) {
        this.records = records;
        this.events = events;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Takes a parked record in, or drops it if its event is stored already; otherwise it stays parked with the new reason.
     *
     * @param id its number in {@code parked_record}
     * @return whether it is parked no longer by this call
     */
    public boolean takeAgain(long id) {
        try {
            return takeOnce(id);
        } catch (ConcurrencyException lostARace) {
            log.info("Taking parked record {} in again. {}", id, lostARace.getMessage());
            return takeOnce(id);
        }
    }

    private boolean takeOnce(long id) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                var isTaken = take(id);
                if (!isTaken) {
                    // Discarded meanwhile: then it is not taken in either.
                    status.setRollbackOnly();
                }
                return isTaken;
            }));
        } catch (StillRefusedException refused) {
            return stays(id, String.valueOf(refused.getMessage()));
        } catch (ForeignEventConflictException | DataIntegrityViolationException refused) {
            return stays(id, "refused: " + refused.getMessage());
        }
    }

    private boolean take(long id) {
        jdbc.sql(LOCK).param(id).query(row -> {});
        var parked = find(id);
        if (parked.isEmpty()) {
            return false;
        }
        try {
            events.append(List.of(records.read(parked.get())));
        } catch (UnreadableRecordException unreadable) {
            throw new StillRefusedException(unreadable);
        }
        return jdbc.sql("DELETE FROM parked_record WHERE id = ?").param(id).update() == 1;
    }

    private boolean stays(long id, String reason) {
        log.warn("Record {} stays parked: {}", id, reason);
        jdbc.sql("UPDATE parked_record SET reason = ? WHERE id = ?")
                .params(reason.replace('\0', ' '), id)
                .update();
        return false;
    }

    private Optional<ConsumerRecord<byte[], byte[]>> find(long id) {
        return jdbc.sql("SELECT *, headers::text AS header_list FROM parked_record WHERE id = ?")
                .param(id)
                .query((row, number) -> new ConsumerRecord<>(
                        row.getString("topic"),
                        row.getInt("partition"),
                        row.getLong("record_offset"),
                        row.getLong("record_timestamp"),
                        TimestampType.CREATE_TIME,
                        ConsumerRecord.NULL_SIZE,
                        ConsumerRecord.NULL_SIZE,
                        row.getBytes("record_key"),
                        row.getBytes("record_value"),
                        headers(row.getString("header_list")),
                        Optional.<Integer>empty()))
                .optional();
    }

    private Headers headers(String list) {
        var headers = new RecordHeaders();
        for (var header : json.readTree(list)) {
            var value = header.path("value");
            headers.add(
                    header.path("name").asString(""),
                    value.isString() ? Base64.getDecoder().decode(value.asString()) : null);
        }
        return headers;
    }

    /** Ends the transaction. */
    private static final class StillRefusedException extends RuntimeException {

        StillRefusedException(UnreadableRecordException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
