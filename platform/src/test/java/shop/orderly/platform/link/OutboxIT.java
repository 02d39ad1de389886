package shop.orderly.platform.link;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import shop.orderly.platform.eventstore.EntityEvents;
import shop.orderly.platformtest.EmbeddedBroker;
import shop.orderly.platformtest.EmbeddedDatabase;

class OutboxIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String TOPIC = "outbox-it.events";
    private static Service harbour;

    @BeforeAll
    static void start() {
        harbour = Service.publishing("harbour", TOPIC);
    }

    @AfterAll
    static void stop() {
        harbour.close();
    }

    @Test
    void publishesAnEventAsACloudEventInBinaryMode() {
        var trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var at = Instant.parse("2026-03-01T10:11:12.123456Z");
        var event = new GenericDomainEventMessage<>(
                "Ship",
                "ship-1",
                4,
                new org.axonframework.messaging.GenericMessage<>(
                        "event-1",
                        new ShipRenamed("ship-1", "Fröhliche Ente"),
                        MetaData.with("traceparent", trace).and("correlationId", "correlation-1")),
                () -> at);
        harbour.transaction()
                .executeWithoutResult(status -> harbour.bean(EventStore.class).publish(event));

        var record = await().atMost(LIMIT)
                .until(() -> find("ship-1"), found -> found.size() == 1)
                .getFirst();
        assertThat(Wire.text(record.value())).isEqualTo("{\"ship_id\":\"ship-1\",\"ship_name\":\"Fröhliche Ente\"}");
        var headers = Wire.headers(record);
        assertThat(headers.remove("ce_traceparent")).isNotNull();
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", "event-1"),
                        Map.entry("ce_type", "ship.renamed"),
                        Map.entry("ce_source", "urn:orderly:harbour"),
                        Map.entry("ce_time", "2026-03-01T10:11:12.123456Z"),
                        Map.entry("ce_subject", "ship-1"),
                        Map.entry("ce_eventversion", "2"),
                        Map.entry("ce_sequence", "4"),
                        Map.entry("ce_aggregatetype", "Ship"),
                        Map.entry("ce_correlationid", "correlation-1"),
                        Map.entry("content-type", "application/json")));
    }

    @Test
    void createsItsTopicWithTheConfiguredPartitions() {
        assertThat(Wire.partitions(TOPIC)).isEqualTo(3);
    }

    @Test
    void keepsTheOrderOfEachKeyUnderConcurrentWriters() {
        var writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> LongStream.range(0, 60)
                        .forEach(sequence ->
                                harbour.append(sequence, new ShipRenamed("fleet-" + writer, "n" + sequence)))))
                .toList();
        writers.forEach(CompletableFuture::join);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(sequences(TOPIC, "fleet-"))
                        .hasSize(4)
                        .allSatisfy((ship, seen) -> assertThat(seen)
                                .isEqualTo(LongStream.range(0, 60).boxed().toList())));
    }

    @Test
    void publishesNothingOfATransactionThatWasRolledBack() {
        assertThatThrownBy(() -> harbour.transaction().executeWithoutResult(status -> {
                    harbour.appendInTransaction(0, new ShipLaunched("ghost", "Flying Dutchman", 900));
                    throw new IllegalStateException("changed our mind");
                }))
                .hasMessage("changed our mind");
        harbour.append(0, new ShipLaunched("real", "Cutty Sark", 963));

        await().atMost(LIMIT).until(() -> Wire.keys(TOPIC).contains("real"));
        assertThat(Wire.keys(TOPIC)).doesNotContain("ghost");
    }

    @Test
    void keepsPrivateEventsInside() {
        harbour.transaction()
                .executeWithoutResult(status ->
                        harbour.bean(EntityEvents.class).append("Ship", "secret", 0, new CrewMustered("secret", 12)));
        harbour.append(0, new ShipLaunched("public", "Cutty Sark", 963));

        await().atMost(LIMIT).until(() -> Wire.keys(TOPIC).contains("public"));
        assertThat(Wire.keys(TOPIC)).doesNotContain("secret");
    }

    @Test
    void publishesAgainAfterACrashBeforeTheTokenWasWrittenAndSubscribersStoreOnce() {
        var topic = "outbox-crash-it.events";
        try (var shipyard = Service.publishing("shipyard", topic);
                var museum = Service.subscribing("museum", topic)) {
            LongStream.range(0, 5)
                    .forEach(sequence -> shipyard.append(sequence, new ShipRenamed("crashed", "n" + sequence)));
            await().atMost(LIMIT).until(() -> museum.stored().size() == 5);

            shipyard.forgetWhatWasPublished();

            await().atMost(LIMIT).until(() -> Wire.keys(topic).size() == 10);
            await().atMost(LIMIT).until(() -> museum.counted("orderly.inbox.duplicates", topic) == 5);
            assertThat(museum.stored())
                    .containsExactly("crashed:0", "crashed:1", "crashed:2", "crashed:3", "crashed:4");
        }
    }

    @Test
    void waitsForAKafkaThatTakesNothingAndThenGoesOnInOrder() {
        var topic = "outbox-outage-it.events";
        try (var shipyard = Service.publishing(
                "shipyard",
                topic,
                "orderly.link.outbox.acknowledged-within=500ms",
                "orderly.link.outbox.retry-every=250ms")) {
            shipyard.append(0, renamed("patient", 0));
            await().atMost(LIMIT).until(() -> Wire.keys(topic).size() == 1);

            Wire.refuseWrites(topic, true);
            LongStream.range(1, 6).forEach(sequence -> shipyard.append(sequence, renamed("patient", sequence)));
            await().atMost(LIMIT).until(() -> state(shipyard).equals("retrying"));
            Wire.refuseWrites(topic, false);

            await().atMost(LIMIT).until(() -> state(shipyard).equals("running"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(sequences(topic, "patient").values().stream()
                                    .flatMap(List::stream)
                                    .distinct())
                            .containsExactly(0L, 1L, 2L, 3L, 4L, 5L));
        }
    }

    private static String state(Service service) {
        var health = service.bean(LinkHealthIndicator.class).health();
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        return String.valueOf(health.getDetails().get("outbox"));
    }

    private static ShipRenamed renamed(String ship, long number) {
        return new ShipRenamed(ship, "name-" + number);
    }

    @Test
    void sendsNothingBehindARecordThatCouldNotBeSent() {
        var topic = "shipyard-refused.events";
        try (var shipyard =
                Service.publishing("shipyard", topic, "spring.kafka.producer.properties.max.request.size=20000")) {
            shipyard.append(0, renamed("light", 0));
            await().atMost(LIMIT).until(() -> Wire.keys(topic).contains("light"));

            // The producer itself refuses what is too large, as it does what it finds no broker for.
            var events = Stream.concat(
                            Stream.of(new ShipRenamed("heavy", "n".repeat(50_000))),
                            LongStream.range(1, 2_000).mapToObj(number -> renamed("heavy", number)))
                    .map(event -> new GenericDomainEventMessage<>("Ship", "heavy", 0, event))
                    .toList();
            var batch = new BatchingUnitOfWork<>(events);
            var outbox = shipyard.bean(Outbox.class);
            var result = batch.executeWithResult(
                    () -> outbox.handle(batch.getMessage()), RollbackConfigurationType.ANY_THROWABLE);

            assertThat(result.exceptionResult()).hasMessage("Not published");
            assertThat(Wire.keys(topic)).containsExactly("light");
        }
    }

    @Test
    void neverPublishesWhatCameInFromOutsideEvenIfTheFamilyIsListed() {
        var links = List.<Object>of(
                Publications.none().and("echo-out.events", ShipEvent.class), Subscriptions.to("echo-in.events"));
        try (var ferry = Service.publishing("ferry", "echo-in.events");
                var parrot = Service.start("parrot", EmbeddedDatabase.create("parrot"), links)) {
            ferry.append(0, new ShipLaunched("foreign", "Ferry", 5));
            await().atMost(LIMIT).until(() -> parrot.stored().contains("foreign:0"));
            parrot.append(0, new ShipLaunched("own", "Parrot", 1));

            await().atMost(LIMIT).until(() -> Wire.keys("echo-out.events").contains("own"));
            assertThat(Wire.keys("echo-out.events")).containsExactly("own");
        }
    }

    @Test
    void countsWhatItPublishedAndTellsThatItRuns() {
        var before = harbour.counted("orderly.outbox.published", TOPIC);
        harbour.append(Map.of(0L, new ShipLaunched("counted", "One", 1), 1L, new ShipRenamed("counted", "Two")));

        await().atMost(LIMIT).until(() -> harbour.counted("orderly.outbox.published", TOPIC) >= before + 2);
        var health = harbour.bean(LinkHealthIndicator.class).health();
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("outbox", "running");
    }

    @Test
    void startsWithoutKafkaAndIsNotReady() {
        var away = "spring.kafka.bootstrap-servers=localhost:1";
        try (var adrift = Service.publishing("adrift", "adrift.events", "orderly.link.topics.patience=500ms", away)) {
            assertThat(adrift.bean(LinkHealthIndicator.class).health().getStatus())
                    .isEqualTo(Status.OUT_OF_SERVICE);
        }
    }

    @Test
    void becomesReadyWhenKafkaComesLaterThoughNobodyPublishesAnything() throws IOException {
        var broker = EmbeddedBroker.brokers().split("[:,]", 3);
        int port;
        try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        try (var patient = Service.publishing(
                "patient",
                "patient.events",
                "orderly.link.topics.patience=2s",
                "spring.kafka.bootstrap-servers=localhost:" + port)) {
            var link = patient.bean(LinkHealthIndicator.class);
            assertThat(link.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            try (var relay = new ServerSocket(port, 10, InetAddress.getLoopbackAddress())) {
                Thread.ofVirtual().start(() -> relay(relay, broker[0], Integer.parseInt(broker[1])));
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(link.health().getStatus()).isEqualTo(Status.UP));
            }
        }
    }

    /** Carries the first questions of each client to the broker, which tells them its own address. */
    private static void relay(ServerSocket door, String host, int port) {
        while (!door.isClosed()) {
            try {
                var near = door.accept();
                var far = new Socket(host, port);
                Thread.ofVirtual().start(() -> carry(near, far));
                Thread.ofVirtual().start(() -> carry(far, near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // The client goes on at the broker itself.
        }
    }

    private static List<org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]>> find(String key) {
        return Wire.read(TOPIC).stream()
                .filter(record -> Wire.text(record.key()).equals(key))
                .toList();
    }

    private static Map<String, List<Long>> sequences(String topic, String prefix) {
        return Wire.read(topic).stream()
                .filter(record -> Wire.text(record.key()).startsWith(prefix))
                .collect(groupingBy(
                        record -> Wire.text(record.key()),
                        mapping(record -> Long.valueOf(Wire.headers(record).get("ce_sequence")), toList())));
    }
}
