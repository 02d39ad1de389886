package shop.orderly.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import shop.orderly.audit.PlantedStores.Message;
import shop.orderly.audit.stores.Database;
import shop.orderly.audit.stores.Topic;

/** A topic or an inbox that does not hold what was published is found (I7). */
class TopicsIT {
    private static final Audit TOPICS = new Audit(Set.of("I7"), Duration.ofMinutes(90), Set.of());

    /** An operator gave up a record of users, of the topic that the letter names. */
    private static final String DISCARD = """
            INSERT INTO discarded_letter (processor, sequence, event_id, reason, discarded_by, letter)
            SELECT 'inbox', '7', event_identifier, 'not ours', 'ops:one', jsonb_build_object('topic', '%s', 'headers', '[]'::jsonb)
            FROM domain_event WHERE type = 'user.registered'""";

    private static final String NEVER_CAME = "; DELETE FROM domain_event WHERE type = 'user.registered'";

    @TestFactory
    Stream<DynamicTest> topics() {
        return Stream.of(
                Plant.published(
                        "an event was never published",
                        "bought: order.confirmed (bought, 3) is not on order.events",
                        messages -> messages.stream()
                                .filter(it ->
                                        !(it.key().equals("bought") && it.type().equals("order.confirmed")))
                                .toList()),
                Plant.published(
                        "a record is of no event",
                        "which its publisher does not have",
                        messages -> with(
                                messages,
                                new Message(Topic.ORDERS, "bought", "bought", "rolled-back", "order.confirmed", "{}"))),
                Plant.published(
                        "two events of one order change places", "bought comes before its predecessor", messages -> {
                            var swapped = new ArrayList<>(messages);
                            var places = IntStream.range(0, swapped.size())
                                    .filter(i -> swapped.get(i).topic().equals(Topic.ORDERS)
                                            && swapped.get(i).key().equals("bought"))
                                    .toArray();
                            Collections.swap(swapped, places[1], places[2]);
                            return swapped;
                        }),
                Plant.published(
                        "a record is keyed by something else",
                        "is not keyed by what it is about: lost",
                        messages -> with(
                                messages,
                                new Message(
                                        Topic.USERS,
                                        "lost",
                                        "user-1",
                                        messages.getFirst().id(),
                                        "user.registered",
                                        "{}"))));
    }

    private static List<Message> with(List<Message> messages, Message one) {
        var more = new ArrayList<>(messages);
        more.add(one);
        return more;
    }

    @TestFactory
    Stream<DynamicTest> inboxes() {
        return Stream.of(
                Plant.changed(
                        "an event did not reach a subscriber",
                        "I7",
                        "user-1: user.registered (user-1, 0) is on user.events and did not reach payment_db",
                        Database.PAYMENT,
                        "DELETE FROM domain_event WHERE type = 'user.registered'"),
                Plant.changed(
                        "a subscriber took two events the wrong way round",
                        "I7",
                        "of user.events before its predecessor",
                        Database.PAYMENT,
                        "UPDATE domain_event SET transaction_id = '3' WHERE type = 'user.roles_changed'"),
                Plant.changed("a subscriber took an event twice", "I7", "of user.events twice", Database.PAYMENT, """
                        ALTER TABLE domain_event DROP CONSTRAINT domain_event_event_identifier_key,
                            DROP CONSTRAINT domain_event_aggregate_key;
                        INSERT INTO domain_event (era, transaction_id, aggregate_type, aggregate_identifier, sequence_number,
                            event_identifier, type, revision, payload, metadata, time_stamp)
                        SELECT era, '9', aggregate_type, aggregate_identifier, sequence_number,
                            event_identifier, type, revision, payload, metadata, time_stamp
                        FROM domain_event WHERE type = 'user.registered'"""),
                Plant.changed(
                        "a subscriber has what nobody published",
                        "I7",
                        "payment_db: has event forged of user.events, which its publisher does not have",
                        Database.PAYMENT,
                        """
                        INSERT INTO domain_event (era, transaction_id, aggregate_type, aggregate_identifier, sequence_number,
                            event_identifier, type, revision, payload, metadata, time_stamp)
                        VALUES (1, '3', 'User', 'user-2', 0, 'forged', 'user.registered', 1, '{"user_id":"user-2"}', '{}', now())"""));
    }

    @Test
    void whatIsKnownToBeNoEventIsCounted() {
        var stores = PlantedStores.of(
                Story.told(),
                messages -> with(
                        messages,
                        new Message(Topic.USERS, "lost", "user-1", "broken", "user.registered", "{\"user_id\":")));
        var place = TOPICS.of(stores.sources()).complaints().stream()
                .filter(line -> line.contains("is no event"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(' ') + 1, line.indexOf(':')))
                .orElseThrow();

        var knowing = new Audit(Set.of("I7"), Duration.ofMinutes(90), Set.of(), Set.of(place));

        assertThat(knowing.of(stores.sources()).complaints()).isEmpty();
        assertThat(knowing.of(stores.sources()).lines()).anyMatch(line -> line.contains("1 known to be unreadable"));
    }

    @Test
    void whatIsDeliveredTwiceIsNoViolation() {
        var stores = PlantedStores.of(
                Story.told(),
                messages -> Stream.concat(messages.stream(), messages.stream()).toList());
        assertThat(TOPICS.of(stores.sources()).complaints()).isEmpty();
    }

    @Test
    void aRecordThatWasParkedAndTakenInLaterIsCountedAsLate() {
        var stores = PlantedStores.of(Story.told())
                .run(
                        Database.PAYMENT,
                        "UPDATE domain_event SET transaction_id = '900000000000' WHERE type = 'user.registered'");
        var report = TOPICS.of(stores.sources());
        assertThat(report.complaints()).isEmpty();
        assertThat(report.entries().getFirst().finding().counts()).containsEntry("taken in late", 1L);
    }

    @Test
    void aRecordThatASubscriberParkedIsCountedAsParked() {
        var stores = PlantedStores.of(Story.told()).run(Database.PAYMENT, """
                INSERT INTO parked_record (topic, partition, record_offset, record_timestamp, headers, reason)
                SELECT 'user.events', 0, 0, 0, jsonb_build_array(jsonb_build_object('name', 'ce_id', 'value',
                    encode(convert_to(event_identifier, 'UTF8'), 'base64'))), 'refused'
                FROM domain_event WHERE type = 'user.registered';
                DELETE FROM domain_event WHERE type = 'user.registered'""");
        var report = TOPICS.of(stores.sources());
        assertThat(report.complaints()).isEmpty();
        assertThat(report.entries().getFirst().finding().counts()).containsEntry("parked", 1L);
    }

    @Test
    void aRecordThatAnOperatorDiscardedIsCountedAsDiscarded() {
        var stores =
                PlantedStores.of(Story.told()).run(Database.PAYMENT, DISCARD.formatted("user.events") + NEVER_CAME);
        var report = TOPICS.of(stores.sources());
        assertThat(report.complaints()).isEmpty();
        assertThat(report.entries().getFirst().finding().counts())
                .containsEntry("discarded", 1L)
                .doesNotContainKey("parked");
    }

    @Test
    void aRecordThatWasDiscardedAndCameAgainIsReceived() {
        var stores = PlantedStores.of(Story.told()).run(Database.PAYMENT, DISCARD.formatted("user.events"));
        var report = TOPICS.of(stores.sources());
        assertThat(report.complaints()).isEmpty();
        assertThat(report.entries().getFirst().finding().counts()).doesNotContainKey("discarded");
    }

    @Test
    void whatWasDiscardedOfAnotherTopicOrByAProcessingGroupIsStillMissing() {
        var stores =
                PlantedStores.of(Story.told()).run(Database.PAYMENT, DISCARD.formatted("order.events") + NEVER_CAME);
        assertThat(TOPICS.of(stores.sources()).complaints())
                .anyMatch(line -> line.contains("did not reach payment_db"));

        stores.run(Database.PAYMENT, "UPDATE discarded_letter SET processor = 'payment-view', letter = '{}'");
        assertThat(TOPICS.of(stores.sources()).complaints())
                .anyMatch(line -> line.contains("did not reach payment_db"));
    }
}
