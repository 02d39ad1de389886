package shop.orderly.launcher;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into the event stores of the test shop, for what no endpoint shows. */
final class Stores {
    private Stores() {}

    static List<String> types(String database, String stream) {
        return column(
                database,
                "SELECT type FROM domain_event WHERE aggregate_identifier = ? ORDER BY sequence_number",
                stream);
    }

    static List<String> payloads(String database, String stream, String type) {
        return column(
                database,
                "SELECT payload::text FROM domain_event_readable WHERE aggregate_identifier = ? AND type = ? ORDER BY sequence_number",
                stream,
                type);
    }

    /** The trace id of each event, as 32 hexadecimal digits. */
    static List<String> traces(String database, String stream) {
        return column(
                database,
                "SELECT split_part(metadata ->> 'traceparent', '-', 2) FROM domain_event_readable WHERE aggregate_identifier = ?",
                stream);
    }

    static List<String> column(String database, String sql, String... parameters) {
        var url = Databases.url(TestShop.ports().of(Shop.POSTGRES), database);
        // The auditors' role does not see the users.
        var password = TestShop.secrets().known(Databases.SUPERUSER);
        try (var connection = DriverManager.getConnection(url, Databases.SUPERUSER, password);
                var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            var found = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(String.valueOf(rows.getString(1)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
