package shop.orderly.platform.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;
import shop.orderly.platform.eventstore.ForeignEventConflictException;
import shop.orderly.platform.eventstore.ForeignEvents;
import shop.orderly.platform.eventstore.RawEvent;

/**
 * Writes what a consumer received into the own store: one batch, one transaction.
 *
 * <p>The transaction begins with a lock per partition, before anything gives it an id. When a partition changes hands
 * while its last batch is still being written, the new owner waits, gets a younger transaction id, and its events sort
 * after those of the old owner.
 */
final class Intake {

    private static final Logger log = LoggerFactory.getLogger(Intake.class);
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))";

    private final CloudEventRecords records;
    private final ForeignEvents events;
    private final ParkedRecords parked;
    private final TransactionOperations transactions;
    private final JdbcTemplate jdbc;
    private final LinkMeters meters;

    Intake(
            CloudEventRecords records,
            ForeignEvents events,
            ParkedRecords parked,
            TransactionOperations transactions,
            JdbcTemplate jdbc,
            LinkMeters meters) {
        this.records = records;
        this.events = events;
        this.parked = parked;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /** Returns when every record is stored, known already, or parked; throws if the database could not be asked. */
    void take(ConsumerRecords<byte[], byte[]> batch) {
        var all = new ArrayList<ConsumerRecord<byte[], byte[]>>(batch.count());
        batch.forEach(all::add);
        try {
            store(all);
        } catch (ForeignEventConflictException | DataIntegrityViolationException oneIsAtFault) {
            all.forEach(this::storeOrPark);
        }
    }

    private void storeOrPark(ConsumerRecord<byte[], byte[]> record) {
        try {
            store(List.of(record));
        } catch (ForeignEventConflictException | DataIntegrityViolationException refused) {
            inTransaction(List.of(record), outcome -> outcome.park(record, "refused: " + refused.getMessage()));
        }
    }

    private void store(List<ConsumerRecord<byte[], byte[]>> batch) {
        try {
            storeOnce(batch);
        } catch (ConcurrencyException lostARace) {
            log.info("Storing a batch again. {}", lostARace.getMessage());
            storeOnce(batch);
        }
    }

    private void storeOnce(List<ConsumerRecord<byte[], byte[]>> batch) {
        inTransaction(batch, outcome -> {
            var readable = new LinkedHashMap<String, List<RawEvent>>();
            for (var record : batch) {
                try {
                    readable.computeIfAbsent(record.topic(), topic -> new ArrayList<>())
                            .add(records.read(record));
                } catch (UnreadableRecordException unreadable) {
                    outcome.park(record, String.valueOf(unreadable.getMessage()));
                }
            }
            readable.forEach(outcome::append);
        });
    }

    /** What is logged and counted is what was committed. */
    private void inTransaction(List<ConsumerRecord<byte[], byte[]>> batch, Consumer<Outcome> work) {
        var outcome = new Outcome();
        transactions.executeWithoutResult(status -> {
            batch.stream()
                    .map(record -> "inbox:" + record.topic() + ":" + record.partition())
                    .distinct()
                    .sorted()
                    .forEach(partition -> jdbc.query(LOCK, row -> {}, partition));
            work.accept(outcome);
        });
        batch.forEach(record -> meters.received(record.topic()));
        outcome.tell.forEach(Runnable::run);
    }

    private final class Outcome {

        private final List<Runnable> tell = new ArrayList<>();

        void append(String topic, List<RawEvent> arrived) {
            var duplicates = arrived.size() - events.append(arrived);
            tell.add(() -> meters.duplicates(topic, duplicates));
        }

        void park(ConsumerRecord<byte[], byte[]> record, String reason) {
            if (parked.park(record, reason)) {
                tell.add(() -> meters.parked(record.topic()));
                tell.add(() -> log.warn(
                        "Parked record {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), reason));
            }
        }
    }
}
