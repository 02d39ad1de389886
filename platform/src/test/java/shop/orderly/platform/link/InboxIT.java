package shop.orderly.platform.link;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platformtest.EmbeddedDatabase;

class InboxIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private String topic = "";

    @BeforeEach
    void nameTopic(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT) + ".events";
    }

    @Test
    void storesEachEventOnceHoweverOftenItComes() {
        try (var harbour = Service.publishing("harbour", topic);
                var lighthouse = Service.subscribing("lighthouse", topic)) {
            LongStream.range(0, 7).forEach(sequence -> harbour.append(sequence, renamed("repeated", sequence)));
            await().atMost(LIMIT).until(() -> lighthouse.stored().size() == 7);

            Wire.repeat(topic);
            await().atMost(LIMIT).until(() -> lighthouse.counted("orderly.inbox.duplicates", topic) == 7);
            Wire.repeat(topic);
            await().atMost(LIMIT).until(() -> lighthouse.counted("orderly.inbox.duplicates", topic) == 21);

            assertThat(lighthouse.stored())
                    .isEqualTo(
                            IntStream.range(0, 7).mapToObj(n -> "repeated:" + n).toList());
            assertThat(lighthouse.counted("orderly.inbox.received", topic)).isEqualTo(28);
        }
    }

    @Test
    void keepsWhatTheEventSaidAndWhereItCameFrom() {
        try (var harbour = Service.publishing("harbour", topic);
                var lighthouse = Service.subscribing("lighthouse", topic)) {
            harbour.append(3, new ShipRenamed("kept", "Ente"));
            await().atMost(LIMIT).until(() -> lighthouse.stored().size() == 1);

            var query = """
                    SELECT aggregate_type, aggregate_identifier, sequence_number, type, revision, payload::text,
                           event_identifier, time_stamp::text, metadata ->> 'origin' AS origin
                    FROM domain_event_readable""";
            var sent = harbour.sql().sql(query).query().singleRow();
            var came = lighthouse.sql().sql(query).query().singleRow();
            assertThat(came.remove("origin")).isEqualTo(topic);
            assertThat(sent.remove("origin")).isNull();
            assertThat(came)
                    .isEqualTo(sent)
                    .containsEntry("type", "ship.renamed")
                    .containsEntry("sequence_number", 3L);
        }
    }

    @Test
    void parksWhatItCannotReadWhileTheRestFlows() {
        var good = cloudEvent("e-1", "ship.renamed", "parking", "0");
        var next = cloudEvent("e-2", "ship.renamed", "parking", "1");
        var sameplace = cloudEvent("e-3", "ship.renamed", "parking", "1");
        var noType = cloudEvent("e-4", "ship.renamed", "parking", "2");
        noType.remove("ce_type");
        var noSequence = cloudEvent("e-5", "ship.renamed", "parking", "2");
        noSequence.remove("ce_sequence");
        try (var lighthouse = Service.subscribing("lighthouse", topic)) {
            Wire.send(topic, "parking", "{\"ship_id\":\"parking\"}", good);
            Wire.send(topic, "parking", "hello", Map.of());
            Wire.send(topic, "parking", "not json", cloudEvent("e-6", "ship.renamed", "parking", "2"));
            Wire.send(topic, null, null, cloudEvent("e-7", "ship.renamed", "parking", "2"));
            Wire.send(topic, "parking", "{}", noType);
            Wire.send(topic, "parking", "{}", noSequence);
            Wire.send(topic, "parking", "{}", cloudEvent("e-8", "ship.renamed", "parking", "-1"));
            Wire.send(topic, "parking", "{\"ship_id\":\"parking\"}", next);
            Wire.send(topic, "parking", "{\"ship_id\":\"parking\"}", sameplace);
            Wire.send(topic, "parking", "{\"ship_id\":\"parking\"}", cloudEvent("e-9", "ship.sunk", "parking", "2"));

            await().atMost(LIMIT).until(() -> lighthouse.stored().size() == 3);
            await().atMost(LIMIT).until(() -> lighthouse.counted("orderly.inbox.parked", topic) == 7);
            assertThat(lighthouse.stored()).containsExactly("parking:0", "parking:1", "parking:2");
            assertThat(lighthouse
                            .sql()
                            .sql("SELECT reason FROM parked_record ORDER BY record_key NULLS FIRST, record_offset")
                            .query(String.class)
                            .list())
                    .satisfiesExactly(
                            reason -> assertThat(reason).contains("empty"),
                            reason -> assertThat(reason).contains("not a CloudEvent"),
                            reason -> assertThat(reason).contains("not JSON"),
                            reason -> assertThat(reason).contains("not a CloudEvent"),
                            reason -> assertThat(reason).contains("ce_sequence is missing"),
                            reason -> assertThat(reason).contains("out of range"),
                            reason -> assertThat(reason).contains("refused"));
            assertThat(lighthouse.sql().sql("""
                                    SELECT topic, convert_from(record_value, 'UTF8') AS value, headers::text AS headers,
                                           convert_from(record_key, 'UTF8') AS key
                                    FROM parked_record WHERE reason LIKE '%not JSON%'""").query().singleRow())
                    .containsEntry("topic", topic)
                    .containsEntry("key", "parking")
                    .containsEntry("value", "not json")
                    .extractingByKey("headers")
                    .asString()
                    .contains("ce_subject", "cGFya2luZw==");
        }
    }

    @Test
    void commitsOffsetsOnlyAfterTheTransaction() {
        var database = EmbeddedDatabase.create("lighthouse");
        try (var lighthouse = Service.subscribing("stubborn", topic, database)) {
            Wire.send(topic, "before", "{}", cloudEvent("b-0", "ship.renamed", "before", "0"));
            await().atMost(LIMIT).until(() -> Wire.committed("stubborn", topic) == 1);

            var owner = JdbcClient.create(database.dataSource());
            owner.sql("ALTER TABLE domain_event RENAME TO domain_event_away").update();
            Wire.send(topic, "after", "{}", cloudEvent("a-0", "ship.renamed", "after", "0"));
            Wire.send(topic, "after", "{}", cloudEvent("a-1", "ship.renamed", "after", "1"));
            await().atMost(LIMIT)
                    .until(() -> String.valueOf(lighthouse
                                    .bean(LinkHealthIndicator.class)
                                    .health()
                                    .getDetails()
                                    .get("troubles"))
                            .contains("The database"));
            assertThat(Wire.committed("stubborn", topic)).isEqualTo(1);
            assertThat(lighthouse.bean(LinkHealthIndicator.class).health().getStatus())
                    .isEqualTo(Status.UP);

            owner.sql("ALTER TABLE domain_event_away RENAME TO domain_event").update();
            await().atMost(LIMIT).until(() -> Wire.committed("stubborn", topic) == 3);
            assertThat(lighthouse.stored()).containsExactly("before:0", "after:0", "after:1");
        }
    }

    /** The load goes on until the second replica has had its share, however long that takes to start. */
    @Test
    void losesNothingAndKeepsOrderWhileReplicasComeAndGoUnderLoad() {
        var database = EmbeddedDatabase.create("lighthouse");
        var ships = 12;
        var sent = new AtomicInteger();
        var isEnough = new AtomicBoolean();
        try (var harbour = Service.publishing("harbour", topic);
                var first = Service.subscribing("lighthouse", topic, database, "orderly.link.inbox.batch-size=20")) {
            var load = CompletableFuture.runAsync(() -> {
                while (!isEnough.get() || sent.get() < 120) {
                    var sequence = sent.get();
                    IntStream.range(0, ships)
                            .forEach(ship -> harbour.append(sequence, renamed("ship-" + ship, sequence)));
                    sent.incrementAndGet();
                }
            });
            await().atMost(LIMIT).until(() -> first.stored().size() > ships);
            try (var second = Service.subscribing("lighthouse", topic, database, "orderly.link.inbox.batch-size=20")) {
                await().atMost(LIMIT).until(() -> second.counted("orderly.inbox.received", topic) > ships);
            } finally {
                isEnough.set(true);
            }
            try (var third = Service.subscribing("lighthouse", topic, database, "orderly.link.inbox.batch-size=20")) {
                first.stop();
                load.join();
                await().atMost(LIMIT).until(() -> third.stored().size() == ships * sent.get());
                var sequences =
                        third.stored().stream().collect(groupingBy(stored -> stored.substring(0, stored.indexOf(':'))));
                assertThat(sequences)
                        .hasSize(ships)
                        .allSatisfy((ship, seen) -> assertThat(seen)
                                .isEqualTo(IntStream.range(0, sent.get())
                                        .mapToObj(n -> ship + ":" + n)
                                        .toList()));
            }
        }
    }

    private static ShipRenamed renamed(String ship, long number) {
        return new ShipRenamed(ship, "name-" + number);
    }

    private static Map<String, String> cloudEvent(String id, String type, String subject, String sequence) {
        return new TreeMap<>(Map.of(
                "ce_specversion", "1.0",
                "ce_id", id,
                "ce_type", type,
                "ce_source", "urn:orderly:elsewhere",
                "ce_time", "2026-03-01T10:11:12.123456Z",
                "ce_subject", subject,
                "ce_eventversion", "1",
                "ce_sequence", sequence,
                "ce_aggregatetype", "Ship",
                "content-type", "application/json"));
    }
}
