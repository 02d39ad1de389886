package shop.orderly.launcher;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import shop.orderly.launcher.client.Problem;

/**
 * An independent reader of the stores. It folds events with its own few lines and trusts no aggregate and no view:
 * stock adds up, money adds up, streams have no holes, effects happened once, orders rest.
 */
final class Audit {
    private static final Set<String> RESTING =
            Set.of("order.confirmed", "order.rejected", "order.cancelled", "order.refunded");

    private final Ports ports;
    private final Secrets secrets;
    private final List<String> findings = new ArrayList<>();

    private Audit(Ports ports, Secrets secrets) {
        this.ports = ports;
        this.secrets = secrets;
    }

    /**
     * What is wrong, in words; empty if nothing is.
     *
     * @param accepted orders that a client was told of; each must exist
     */
    static List<String> findings(Ports ports, Secrets secrets, Collection<String> accepted) {
        var audit = new Audit(ports, secrets);
        try {
            audit.stock();
            audit.money(accepted);
            audit.streams("product_db", "product.created", "stock.opened", "reservation.held");
            audit.streams("order_db", "order.placed");
            audit.streams("payment_db", "payment.initiated");
        } catch (SQLException e) {
            throw new Problem("Cannot read the stores: " + e.getMessage() + ". Is the stack up? ./orderly up", e);
        }
        return audit.findings;
    }

    private void stock() throws SQLException {
        record Level(long onHand, long reserved) {}
        var levels = new HashMap<String, Level>();
        each("product_db", """
                SELECT aggregate_identifier, type, payload ->> 'quantity', payload ->> 'difference',
                       payload ->> 'on_hand', payload ->> 'reserved'
                FROM domain_event_readable WHERE type LIKE 'stock.%' ORDER BY aggregate_identifier, sequence_number""", row -> {
            var item = row.get(0);
            var before = levels.getOrDefault(item, new Level(0, 0));
            var quantity = number(row.get(2));
            var after = switch (row.get(1)) {
                case "stock.received", "stock.returned" -> new Level(before.onHand + quantity, before.reserved);
                case "stock.adjusted" -> new Level(before.onHand + number(row.get(3)), before.reserved);
                case "stock.held" -> new Level(before.onHand, before.reserved + quantity);
                case "stock.freed" -> new Level(before.onHand, before.reserved - quantity);
                case "stock.committed" -> new Level(before.onHand - quantity, before.reserved - quantity);
                default -> before;
            };
            require(
                    after.equals(new Level(number(row.get(4)), number(row.get(5)))),
                    "stock of " + item + " says " + row.get(4) + "/" + row.get(5) + " where its events give " + after);
            require(
                    0 <= after.reserved && after.reserved <= after.onHand,
                    "stock of " + item + " breaks 0 <= reserved <= on hand: " + after);
            levels.put(item, after);
        });
        var held = new HashMap<String, Long>();
        each("product_db", """
                SELECT 'stock-' || (line ->> 'product_id'), (line ->> 'quantity')
                FROM domain_event_readable e, jsonb_array_elements(e.payload -> 'lines') line
                WHERE e.type = 'reservation.held' AND NOT EXISTS (
                    SELECT 1 FROM domain_event o WHERE o.aggregate_identifier = e.aggregate_identifier
                    AND o.type IN ('reservation.committed', 'reservation.released', 'reservation.expired'))""", row -> held.merge(row.get(0), number(row.get(1)), Long::sum));
        levels.forEach((item, level) -> require(
                level.reserved == held.getOrDefault(item, 0L),
                item + " has " + level.reserved + " reserved, its holds add up to " + held.getOrDefault(item, 0L)));
    }

    private void money(Collection<String> accepted) throws SQLException {
        var totals = new HashMap<String, BigDecimal>();
        var last = new HashMap<String, String>();
        each("order_db", """
                SELECT aggregate_identifier, type, payload ->> 'total' FROM domain_event_readable
                WHERE type LIKE 'order.%' AND type NOT LIKE 'order.fulfilment_%'
                ORDER BY aggregate_identifier, sequence_number""", row -> {
            last.put(row.get(0), row.get(1));
            if (row.get(1).equals("order.placed")) {
                totals.put(row.get(0), new BigDecimal(row.get(2)));
            }
        });
        var kept = new HashMap<String, BigDecimal>();
        each("payment_db", """
                SELECT payload ->> 'order_id', type, payload ->> 'amount', (SELECT r.payload ->> 'actor'
                    FROM domain_event_readable r WHERE r.aggregate_identifier = e.aggregate_identifier
                    AND r.type = 'payment.refund_initiated' AND r.payload ->> 'refund_id' = e.payload ->> 'refund_id')
                FROM domain_event_readable e WHERE type IN ('payment.captured', 'payment.refunded')""", row -> {
            if (row.get(3).startsWith("admin:") && "order.confirmed".equals(last.get(row.get(0)))) {
                // Goodwill: the order stays confirmed and its customer has some money back.
                return;
            }
            var amount = new BigDecimal(row.get(2));
            kept.merge(row.get(0), row.get(1).equals("payment.captured") ? amount : amount.negate(), BigDecimal::add);
        });
        accepted.forEach(order -> require(last.containsKey(order), "order " + order + " was accepted and is gone"));
        last.forEach((order, type) -> {
            require(RESTING.contains(type), "order " + order + " does not rest: its last fact is " + type);
            var owed = type.equals("order.confirmed") ? totals.getOrDefault(order, BigDecimal.ZERO) : BigDecimal.ZERO;
            var has = kept.getOrDefault(order, BigDecimal.ZERO);
            require(
                    has.compareTo(owed) == 0,
                    "order " + order + " (" + type + ") keeps " + has + " of its customer's money, and " + owed
                            + " is owed");
        });
        each(
                "product_db",
                """
                SELECT e.payload ->> 'order_id' FROM domain_event_readable e
                WHERE e.type = 'reservation.held' AND NOT EXISTS (
                    SELECT 1 FROM domain_event o WHERE o.aggregate_identifier = e.aggregate_identifier
                    AND o.type IN ('reservation.committed', 'reservation.released', 'reservation.expired'))""",
                row -> require(
                        !RESTING.contains(last.getOrDefault(row.get(0), "none")),
                        "order " + row.get(0) + " rests (" + last.get(row.get(0)) + ") and still holds stock"));
        each(
                "payment_db",
                "SELECT kind, key, count(*)::text FROM sandbox.movement GROUP BY kind, key HAVING count(*) > 1",
                row -> require(
                        false, "the provider moved money " + row.get(2) + " times: " + row.get(0) + " " + row.get(1)));
    }

    /** Streams of our own aggregates are numbered from 0 without a hole. */
    private void streams(String database, String... firstFacts) throws SQLException {
        each(
                database,
                """
                SELECT aggregate_identifier, count(*)::text, max(sequence_number)::text FROM domain_event
                WHERE aggregate_identifier IN (SELECT aggregate_identifier FROM domain_event WHERE type IN ('%s'))
                GROUP BY aggregate_identifier HAVING count(*) <> max(sequence_number) + 1""".formatted(String.join("', '", firstFacts)),
                row -> require(
                        false,
                        "stream " + row.get(0) + " has " + row.get(1) + " events and ends with number " + row.get(2)));
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            findings.add(otherwise);
        }
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }

    private interface Row {
        void read(List<String> columns);
    }

    private void each(String database, String sql, Row row) throws SQLException {
        try (var connection = connection(database);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var width = result.getMetaData().getColumnCount();
            while (result.next()) {
                var columns = new ArrayList<String>();
                for (var i = 1; i <= width; i++) {
                    var value = result.getString(i);
                    columns.add(value == null ? "0" : value);
                }
                row.read(columns);
            }
        }
    }

    private Connection connection(String database) throws SQLException {
        return DriverManager.getConnection(
                Databases.url(ports.of(Shop.POSTGRES), database), Databases.READER, secrets.known(Databases.READER));
    }
}
