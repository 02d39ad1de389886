package shop.orderly.platform.eventstore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import shop.orderly.platformtest.EmbeddedDatabase;

/**
 * Measures a payload of {@code bytea} against one of {@code jsonb}, alternating, with an event of the size of
 * {@code order.placed}: one transaction per three events, then the whole log read in batches of 200. Its figures and the
 * command are in docs/adr/0002.
 */
class PayloadFormatMeasurement {

    private static final int ROUNDS = 5;
    private static final int TRANSACTIONS = 2_000;
    private static final int EVENTS = 3;
    private static final String LINE = """
            {"product_id":"0198a3c4-5d6e-7f80-91a2-b3c4d5e6f700","name":"Mechanical keyboard","quantity":2,\
            "unit_price":129.90,"price_version":7}""";

    private final EmbeddedDatabase database = EmbeddedDatabase.create("payload");
    private final SingleConnectionDataSource connection =
            new SingleConnectionDataSource(database.jdbcUrl(), database.user(), database.password(), true);
    private final JdbcTemplate jdbc = new JdbcTemplate(connection);
    private final byte[] payload =
            ("""
            {"order_id":"0198a3c4-5d6e-7f80-91a2-b3c4d5e6f7ff","customer_id":"0198a3c4-5d6e-7f80-91a2-b3c4d5e6f7fe",\
            "lines":[""" + String.join(",", LINE, LINE, LINE, LINE) + """
            ],"total":1039.20,"currency":"USD","payment_method":"tok_ok","obstacle":null}""").getBytes(StandardCharsets.UTF_8);

    @AfterEach
    void close() {
        connection.destroy();
    }

    @Test
    void measures() {
        List<double[]> bytea = new ArrayList<>();
        List<double[]> jsonb = new ArrayList<>();
        round("bytea", "?");
        round("jsonb", "convert_from(?, 'UTF8')::jsonb");
        for (var i = 0; i < ROUNDS; i++) {
            bytea.add(round("bytea", "?"));
            jsonb.add(round("jsonb", "convert_from(?, 'UTF8')::jsonb"));
        }
        report("bytea", bytea);
        report("jsonb", jsonb);
    }

    /** Events per second appended and read, and bytes per row. */
    private double[] round(String type, String value) {
        jdbc.execute("DROP TABLE IF EXISTS measured");
        jdbc.execute(
                "CREATE TABLE measured (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload " + type + ")");
        var insert = "INSERT INTO measured (payload) VALUES "
                + String.join(",", Collections.nCopies(EVENTS, "(" + value + ")"));
        var row = new Object[EVENTS];
        Arrays.fill(row, payload);
        var start = System.nanoTime();
        for (var i = 0; i < TRANSACTIONS; i++) {
            jdbc.update(insert, row);
        }
        var appended = System.nanoTime();
        var read = 0L;
        for (var after = 0L; after < (long) TRANSACTIONS * EVENTS; after += 200) {
            read += jdbc
                    .query(
                            "SELECT payload FROM measured WHERE id > ? ORDER BY id LIMIT 200",
                            (result, number) -> result.getBytes(1),
                            after)
                    .stream()
                    .mapToLong(bytes -> bytes.length)
                    .sum();
        }
        var done = System.nanoTime();
        var events = (double) TRANSACTIONS * EVENTS;
        if (read < events * 100) {
            throw new IllegalStateException("Read too little: " + read);
        }
        var size = jdbc.queryForObject("SELECT pg_table_size('measured')", Long.class);
        return new double[] {
            events / (appended - start) * 1e9, events / (done - appended) * 1e9, (size == null ? 0 : size) / events
        };
    }

    private void report(String type, List<double[]> rounds) {
        System.err.printf(
                Locale.ROOT,
                "%s: append %.0f events/s, read %.0f events/s, %.0f bytes/row (medians of %d rounds, payload %d bytes)%n",
                type,
                median(rounds, 0),
                median(rounds, 1),
                median(rounds, 2),
                rounds.size(),
                payload.length);
    }

    private static double median(List<double[]> rounds, int figure) {
        return rounds.stream()
                .mapToDouble(round -> round[figure])
                .sorted()
                .skip(rounds.size() / 2)
                .findFirst()
                .orElse(0);
    }
}
