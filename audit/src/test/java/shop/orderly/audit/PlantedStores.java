package shop.orderly.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Database;
import shop.orderly.audit.stores.Login;
import shop.orderly.audit.stores.Sources;
import shop.orderly.audit.stores.Topic;
import shop.orderly.audit.views.ViewRows;
import shop.orderly.platformtest.EmbeddedBroker;
import shop.orderly.platformtest.EmbeddedDatabase;

/** The six databases with the services' own tables, and topics of a test's own, filled from a {@link History}. */
final class PlantedStores {
    private static final Map<Database, String> MIGRATIONS = Map.of(
            Database.PRODUCT, "inventory",
            Database.CATEGORY, "categories",
            Database.USER, "users",
            Database.PRODUCT_QUERY, "products",
            Database.ORDER, "orders",
            Database.PAYMENT, "payments");

    private static final String INSERT = """
            INSERT INTO domain_event (era, aggregate_type, aggregate_identifier, sequence_number, event_identifier, type,
                revision, payload, metadata, time_stamp) VALUES (1, 'Test', ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Map<Database, EmbeddedDatabase> DATABASES = create();

    /** The topics of each set of records that was published, which are not published again. */
    private static final Map<List<Message>, String> PUBLISHED = new HashMap<>();

    private final String prefix;
    private final Map<String, Object> kafka = Map.of("bootstrap.servers", EmbeddedBroker.brokers());

    private PlantedStores(List<Message> messages) {
        this.prefix = PUBLISHED.computeIfAbsent(messages, this::publish);
    }

    private static Map<Database, EmbeddedDatabase> create() {
        var databases = new EnumMap<Database, EmbeddedDatabase>(Database.class);
        try {
            for (var name : Database.values()) {
                var database = EmbeddedDatabase.create(name.usualName());
                databases.put(name, database);
                try (var superuser = database.dataSource().getConnection()) {
                    run(superuser, """
                            DO $$ BEGIN
                                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'orderly_reader') THEN
                                    CREATE ROLE orderly_reader LOGIN PASSWORD 'reader';
                                END IF;
                            END $$""");
                    run(
                            superuser,
                            "SELECT set_config('orderly.database', '%s', false), set_config('orderly.reader', 'orderly_reader', false), set_config('orderly.readable', '%s', false)"
                                    .formatted(database.name(), name == Database.USER ? "public" : ""));
                    run(superuser, resource("/db/roles/reader.sql"));
                }
                Flyway.configure()
                        .dataSource(database.ownerDataSource())
                        .locations("classpath:db/migration/platform", "classpath:db/migration/" + MIGRATIONS.get(name))
                        .load()
                        .migrate();
            }
            return databases;
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String path) throws IOException {
        try (var sql = Objects.requireNonNull(PlantedStores.class.getResourceAsStream(path), path)) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Fills every store as the services would have. */
    static PlantedStores of(History history) {
        return of(history, records -> records);
    }

    /** @param published what Kafka gets instead of what it should */
    static PlantedStores of(History history, UnaryOperator<List<Message>> published) {
        var stores = new PlantedStores(published.apply(messages(history.entries())));
        try {
            for (var database : Database.values()) {
                fill(database, history.entries());
            }
            stores.provider();
            ViewRows.write(name -> embedded(name).dataSource());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return stores;
    }

    /** A record on its way to Kafka. */
    record Message(Topic topic, String key, String subject, String id, String type, String json) {}

    private static List<Message> messages(List<History.Entry> entries) {
        var messages = new ArrayList<Message>();
        for (var entry : entries) {
            topic(entry)
                    .forEach(topic -> messages.add(new Message(
                            topic, entry.aggregate(), entry.aggregate(), entry.id(), entry.type(), entry.json())));
        }
        return messages;
    }

    private static List<Topic> topic(History.Entry entry) {
        return Topic.all().stream().filter(topic -> topic.carries(entry.type())).toList();
    }

    private static void fill(Database database, List<History.Entry> entries) throws SQLException {
        try (var connection = embedded(database).dataSource().getConnection()) {
            run(connection, "SET session_replication_role = replica");
            run(connection, """
                    DO $$ DECLARE found record; BEGIN
                        FOR found IN SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
                            WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
                              AND tablename NOT IN ('event_era', 'flyway_schema_history') LOOP
                            EXECUTE 'TRUNCATE ' || found.name || ' RESTART IDENTITY CASCADE';
                        END LOOP;
                    END $$""");
            try (var statement = connection.prepareStatement(INSERT)) {
                for (var entry : entries) {
                    var isOwn = entry.home() == database;
                    if (isOwn
                            || topic(entry).stream()
                                    .anyMatch(topic -> topic.subscribers().contains(database))) {
                        statement.setString(1, entry.aggregate());
                        statement.setLong(2, entry.sequence());
                        statement.setString(3, entry.id());
                        statement.setString(4, entry.type());
                        statement.setInt(5, entry.revision());
                        statement.setBytes(6, entry.json().getBytes(StandardCharsets.UTF_8));
                        statement.setBytes(7, (isOwn ? "{}" : "{\"origin\":\"x\"}").getBytes(StandardCharsets.UTF_8));
                        statement.setObject(8, entry.at().atOffset(ZoneOffset.UTC));
                        statement.addBatch();
                    }
                }
                statement.executeBatch();
            }
        }
    }

    /** The simulated provider moved what payments say. */
    private void provider() {
        run(Database.PAYMENT, """
                INSERT INTO sandbox.movement (kind, key, amount_minor, currency, at)
                SELECT CASE type WHEN 'payment.captured' THEN 'CAPTURE' ELSE 'REFUND' END,
                       CASE type WHEN 'payment.captured' THEN aggregate_identifier
                            ELSE aggregate_identifier || ':' || (payload ->> 'refund_id') END,
                       ((payload ->> 'amount')::numeric * 100)::bigint, payload ->> 'currency', time_stamp
                FROM domain_event_readable WHERE type IN ('payment.captured', 'payment.refunded')
                ORDER BY global_index""");
    }

    private String publish(List<Message> messages) {
        var name = "audit" + COUNT.incrementAndGet() + ".";
        EmbeddedBroker.brokersWith(
                Topic.all().stream().map(topic -> name + topic.title()).toArray(String[]::new));
        // One after the other: a partition that is new may refuse the first, and must not take the second before it.
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var sent =
                    messages.stream().map(it -> producer.send(record(name, it))).toList();
            for (var acknowledgement : sent) {
                acknowledgement.get(60, TimeUnit.SECONDS);
            }
            return name;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Cannot publish", e);
        }
    }

    private static ProducerRecord<String, String> record(String prefix, Message message) {
        var record = new ProducerRecord<>(prefix + message.topic().title(), message.key(), message.json());
        record.headers()
                .add("ce_id", message.id().getBytes(StandardCharsets.UTF_8))
                .add("ce_type", message.type().getBytes(StandardCharsets.UTF_8))
                .add("ce_subject", message.subject().getBytes(StandardCharsets.UTF_8));
        return record;
    }

    /** As the audit's role reaches them. */
    Sources sources() {
        return sources(kafka);
    }

    Sources sourcesWithoutKafka() {
        return sources(null);
    }

    private Sources sources(@Nullable Map<String, Object> client) {
        var logins = new HashMap<Database, Login>();
        for (var name : Database.values()) {
            logins.put(name, new Login(embedded(name).jdbcUrl(), "orderly_reader", "reader"));
        }
        return new Sources(logins, client, prefix);
    }

    static EmbeddedDatabase embedded(Database name) {
        return Objects.requireNonNull(DATABASES.get(name));
    }

    /** Puts something wrong, as nobody may: past every rule and trigger. */
    PlantedStores run(Database name, String sql) {
        try (var connection = embedded(name).dataSource().getConnection()) {
            run(connection, "SET session_replication_role = replica");
            run(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return this;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
