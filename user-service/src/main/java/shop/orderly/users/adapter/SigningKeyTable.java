package shop.orderly.users.adapter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.time.Ids;

/** The table of signing keys: what replicas know of each other's. */
final class SigningKeyTable {

    private static final String COLUMNS =
            "SELECT kid, private_key, public_key, created_at, signs_from, retired_at FROM users.signing_key ";

    private final JdbcClient jdbc;

    SigningKeyTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One replica at a time changes keys, until its transaction ends; all may read. */
    void lock() {
        jdbc.sql("LOCK TABLE users.signing_key IN EXCLUSIVE MODE").update();
    }

    /** Youngest first. */
    List<SigningKey> all() {
        return jdbc.sql(COLUMNS + "ORDER BY created_at DESC, kid DESC")
                .query((row, n) -> key(row))
                .list();
    }

    Optional<SigningKey> signing() {
        return jdbc.sql(COLUMNS + "WHERE signs_from IS NOT NULL AND retired_at IS NULL")
                .query((row, n) -> key(row))
                .optional();
    }

    void publish(Instant now) {
        var pair = SigningKey.generate();
        jdbc.sql("INSERT INTO users.signing_key (kid, private_key, public_key, created_at) VALUES (?, ?, ?, ?)")
                .params(
                        Ids.next(),
                        pair.getPrivate().getEncoded(),
                        pair.getPublic().getEncoded(),
                        now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void sign(String kid, Instant from) {
        jdbc.sql("UPDATE users.signing_key SET signs_from = ? WHERE kid = ?")
                .params(from.atOffset(ZoneOffset.UTC), kid)
                .update();
    }

    /** From now on nobody can sign with it, whoever reads the table. */
    void retire(String kid, Instant now) {
        jdbc.sql("UPDATE users.signing_key SET retired_at = ?, private_key = NULL WHERE kid = ?")
                .params(now.atOffset(ZoneOffset.UTC), kid)
                .update();
    }

    int removeRetiredBefore(Instant end) {
        return jdbc.sql("DELETE FROM users.signing_key WHERE retired_at <= ?")
                .param(end.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static SigningKey key(ResultSet row) throws SQLException {
        return new SigningKey(
                row.getString("kid"),
                row.getBytes("private_key"),
                row.getBytes("public_key"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "signs_from"),
                instant(row, "retired_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
