package shop.orderly.platform.replay;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.eventstore.CommitOrderToken;
import shop.orderly.platform.processing.GroupPlaces;
import shop.orderly.platformtest.EmbeddedDatabase;

/** The events and rows of meters in one database, seen by a superuser. */
final class Meters {

    static final String VIEW = "meter-view";

    /** What the rows must be, from the events alone. */
    private static final String EXPECTED = """
            SELECT payload ->> 'meter' AS meter, sum((payload ->> 'quantity')::bigint)::bigint AS total,
                max(sequence_number) AS version
            FROM (SELECT sequence_number, convert_from(payload, 'UTF8')::jsonb AS payload FROM domain_event
                  WHERE aggregate_type = 'Meter') AS events
            GROUP BY 1 ORDER BY 1""";

    final EmbeddedDatabase database = EmbeddedDatabase.create("meters");
    final DataSource dataSource = database.dataSource();
    final JdbcClient jdbc = JdbcClient.create(dataSource);

    /** Appends readings to each of some meters, each in its own transaction of that meter. */
    void read(String prefix, int meters, int readings, int quantity) {
        jdbc.sql("""
                        INSERT INTO domain_event (era, aggregate_type, aggregate_identifier, sequence_number,
                            event_identifier, type, revision, payload, metadata, time_stamp)
                        SELECT 1, 'Meter', m.id, last.number + n, gen_random_uuid()::text, 'meter.read', 1,
                            convert_to(format('{"meter":"%s","quantity":%s}', m.id, ?::integer), 'UTF8'),
                            convert_to('{}', 'UTF8'), now()
                        FROM (SELECT ? || i AS id FROM generate_series(1, ?) AS i) AS m
                        CROSS JOIN LATERAL (SELECT coalesce(max(sequence_number), -1) AS number FROM domain_event
                            WHERE aggregate_identifier = m.id) AS last
                        CROSS JOIN generate_series(1, ?) AS n""").params(quantity, prefix, meters, readings).update();
    }

    List<Map<String, Object>> expected() {
        return jdbc.sql(EXPECTED).query().listOfRows();
    }

    List<Map<String, Object>> shown() {
        return jdbc.sql("SELECT meter, total, version FROM meters.meter_view ORDER BY 1")
                .query()
                .listOfRows();
    }

    void showsWhatHappened() {
        await().atMost(ofSeconds(30)).until(() -> shown().equals(expected()));
    }

    void spoil() {
        jdbc.sql("UPDATE meters.meter_view SET total = -1").update();
        jdbc.sql("DELETE FROM meters.reading").update();
    }

    Rebuild start(ConfigurableApplicationContext service, String from) {
        return service.getBean(RebuildOperations.class).start(VIEW, from, "ops:o-1");
    }

    Rebuild ended(ConfigurableApplicationContext service, Rebuild rebuild) {
        return await().atMost(ofSeconds(60))
                .until(() -> found(service, rebuild), now -> !now.state().underWay());
    }

    Rebuild found(ConfigurableApplicationContext service, Rebuild rebuild) {
        return service.getBean(RebuildOperations.class).find(VIEW, rebuild.id());
    }

    /** So many events in such small batches that a rebuild takes some seconds; the live rows show them all. */
    static final String SLOWLY = "orderly.processing.rebuild.batch-size=10";

    void readMany() {
        read("m", 150, 40, 1);
        showsWhatHappened();
    }

    /** Begins a rebuild and returns when every segment of it has an owner and has got somewhere. */
    Rebuild startAndAwaitWork(ConfigurableApplicationContext service) {
        var rebuild = start(service, "start");
        await().pollInterval(ofMillis(10)).atMost(ofSeconds(20)).until(() -> {
            var places = places();
            return !places.isEmpty()
                    && places.stream()
                            .allMatch(it -> it.owner() != null && it.place().compareTo(CommitOrderToken.START) > 0);
        });
        return rebuild;
    }

    /** The same, paused in the midst of it: nobody owns a segment any more. */
    Rebuild pausedMidway(ConfigurableApplicationContext service) {
        var rebuild = startAndAwaitWork(service);
        service.getBean(RebuildOperations.class).pause(VIEW, rebuild.id());
        await().atMost(ofSeconds(20)).until(() -> places().stream().allMatch(it -> it.owner() == null));
        return rebuild;
    }

    /** Where the rebuild's segments stand. */
    List<GroupPlaces.Stored> places() {
        return GroupPlaces.stored(jdbc, VIEW + ".rebuild");
    }

    static StreamingEventProcessor live(ConfigurableApplicationContext service) {
        return service.getBean(EventProcessingConfiguration.class)
                .eventProcessor(VIEW, StreamingEventProcessor.class)
                .orElseThrow();
    }

    long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
