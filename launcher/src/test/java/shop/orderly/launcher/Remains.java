package shop.orderly.launcher;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import shop.orderly.launcher.client.Problem;
import shop.orderly.launcher.client.ShopClient;

/** Looks for needles in everything that the test shop leaves behind; each place is named as {@code kind where}. */
final class Remains {

    private static final String COLUMNS = """
            SELECT format('%I.%I', table_schema, table_name) || ' ' || quote_ident(column_name) || ' ' || data_type
            FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
            WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'
            AND data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'bytea', 'ARRAY', 'xml')""";

    private Remains() {}

    /** Columns of any table of any database. */
    static Set<String> inDatabases(Needles needles) {
        var found = new TreeSet<String>();
        Shop.SERVICES.stream().map(Service::database).filter(Objects::nonNull).forEach(database -> {
            for (var line : Stores.column(database, COLUMNS)) {
                var column = line.split(" ", 3);
                var text = column[2].equals("bytea") ? "encode(" + column[1] + ", 'escape')" : column[1] + "::text";
                var wanted = needles.forms().stream()
                        .map(form -> "position('" + form.replace("'", "''") + "' in lower(" + text + ")) > 0")
                        .collect(joining(" OR "));
                var count = Stores.column(database, "SELECT count(*) FROM " + column[0] + " WHERE " + wanted);
                if (!count.equals(List.of("0"))) {
                    found.add(database + " " + column[0] + "." + column[1]);
                }
            }
        });
        return found;
    }

    /** Topics, with keys, values and headers of all their records. */
    static Set<String> inTopics(Needles needles) {
        var found = new TreeSet<String>();
        try (var consumer = new KafkaConsumer<>(
                TestShop.kafkaClient("ops"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > limit) {
                    throw new Problem("The topics could not be read to their ends");
                }
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (parts(record).stream().anyMatch(needles::in)) {
                        found.add("topic " + record.topic());
                    }
                }
            }
        }
        return found;
    }

    private static List<byte[]> parts(ConsumerRecord<byte[], byte[]> record) {
        var parts = new ArrayList<byte[]>();
        if (record.key() != null) {
            parts.add(record.key());
        }
        if (record.value() != null) {
            parts.add(record.value());
        }
        record.headers().forEach(header -> {
            parts.add(header.key().getBytes(StandardCharsets.UTF_8));
            if (header.value() != null) {
                parts.add(header.value());
            }
        });
        return parts;
    }

    /** Lines of log files, those that were rolled away included. */
    static Set<String> inLogs(Needles needles) {
        var found = new TreeSet<String>();
        try (var files = Files.list(Path.of(System.getProperty("orderly.logs", "target/logs")))) {
            for (var file : files.toList()) {
                try (var in = open(file)) {
                    var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    text.lines().filter(needles::in).forEach(line -> found.add("log " + line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static InputStream open(Path file) throws IOException {
        var in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    /** Metrics of every service, as a scraper reads them. */
    static Set<String> inMetrics(Needles needles) {
        var found = new TreeSet<String>();
        var doors = new ArrayList<>(Shop.SERVICES.stream().map(Service::name).toList());
        doors.remove(Shop.GATEWAY);
        doors.add(Shop.GATEWAY_MANAGEMENT);
        for (var door : doors) {
            ShopClient.anonymous()
                    .get(TestShop.ports().url(door) + "/metrics")
                    .expect(200)
                    .text()
                    .lines()
                    .filter(needles::in)
                    .forEach(line -> found.add("metric of " + door + ": " + line));
        }
        return found;
    }

    /** Spans, with their names, attributes and events; a part of what stands around each find. */
    static Set<String> inSpans(Needles needles) {
        var spans = new String(TestShop.spans().received(), StandardCharsets.ISO_8859_1);
        var lower = spans.toLowerCase(Locale.ROOT);
        var found = new TreeSet<String>();
        for (var form : needles.forms()) {
            for (var at = lower.indexOf(form); at >= 0; at = lower.indexOf(form, at + 1)) {
                var around = spans.substring(Math.max(0, at - 60), Math.min(spans.length(), at + form.length() + 20));
                found.add("span …" + around.replaceAll("[^ -~]+", "·") + "…");
            }
        }
        return found;
    }
}
