package shop.orderly.platform.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.platform.idempotency.Claim.Answer;
import shop.orderly.platform.idempotency.Claim.Answered;
import shop.orderly.platform.idempotency.Claim.Granted;
import shop.orderly.platform.idempotency.Claim.InFlight;
import shop.orderly.platform.idempotency.Claim.Reused;
import shop.orderly.platform.time.Ids;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The keys in the database. Each call is one short transaction of its own; time is the database's. */
class IdempotencyKeys {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int CLEANING_BATCH = 1_000;

    private final JdbcClient jdbc;

    private final TransactionTemplate alone;

    private final IdempotencyProperties properties;

    IdempotencyKeys(JdbcClient jdbc, PlatformTransactionManager transactions, IdempotencyProperties properties) {
        this.jdbc = jdbc;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.properties = properties;
    }

    /** Takes the key, or says why not. Of any number of simultaneous calls with one key one is granted. */
    Claim claim(KeyUse use) {
        return alone.execute(status -> {
            deleteIfExpired(use);
            return take(use).<Claim>map(granted -> granted).orElseGet(() -> refusal(use));
        });
    }

    /** Records the answer, unless another attempt has taken over meanwhile. */
    void answer(Granted claim, Answer answer) {
        alone.executeWithoutResult(status -> jdbc.sql("""
                        UPDATE idempotency_key
                        SET state = 'ANSWERED', status = :status, headers = :headers::jsonb, body = :body
                        WHERE subject = :subject AND key = :key AND attempt = :attempt AND state = 'CLAIMED'""")
                .param("status", answer.status())
                .param("headers", JSON.writeValueAsString(answer.headers()))
                .param("body", answer.body())
                .param("subject", claim.use().subject())
                .param("key", claim.use().key())
                .param("attempt", claim.attempt())
                .update());
    }

    /** Lets the next request with this key try again, with the same resource id. */
    void release(Granted claim) {
        alone.executeWithoutResult(status -> jdbc.sql("""
                        UPDATE idempotency_key SET state = 'RELEASED'
                        WHERE subject = :subject AND key = :key AND attempt = :attempt AND state = 'CLAIMED'""")
                .param("subject", claim.use().subject())
                .param("key", claim.use().key())
                .param("attempt", claim.attempt())
                .update());
    }

    /** Deletes keys past their retention, in small transactions; answers how many. */
    int deleteExpired() {
        var deleted = 0;
        int batch;
        do {
            batch = jdbc.sql("""
                            DELETE FROM idempotency_key WHERE ctid = ANY (ARRAY(
                                SELECT ctid FROM idempotency_key
                                WHERE created_at < now() - make_interval(secs => :retention) LIMIT :batch))""")
                    .param("retention", properties.retention().toSeconds())
                    .param("batch", CLEANING_BATCH)
                    .update();
            deleted += batch;
        } while (batch == CLEANING_BATCH);
        return deleted;
    }

    private void deleteIfExpired(KeyUse use) {
        jdbc.sql("""
                        DELETE FROM idempotency_key
                        WHERE subject = :subject AND key = :key
                        AND created_at < now() - make_interval(secs => :retention)""")
                .param("subject", use.subject())
                .param("key", use.key())
                .param("retention", properties.retention().toSeconds())
                .update();
    }

    private Optional<Granted> take(KeyUse use) {
        return jdbc.sql("""
                        INSERT INTO idempotency_key AS mine
                            (subject, key, request_hash, resource_id, state, lease_until)
                        VALUES (:subject, :key, :hash, :resource, 'CLAIMED', now() + make_interval(secs => :lease))
                        ON CONFLICT (subject, key) DO UPDATE
                        SET state = 'CLAIMED', lease_until = excluded.lease_until, attempt = mine.attempt + 1
                        WHERE mine.request_hash = excluded.request_hash
                        AND (mine.state = 'RELEASED' OR mine.state = 'CLAIMED' AND mine.lease_until < now())
                        RETURNING resource_id, attempt""")
                .param("subject", use.subject())
                .param("key", use.key())
                .param("hash", use.hashBytes())
                .param("resource", Ids.next())
                .param("lease", properties.lease().toSeconds())
                .query((row, n) -> new Granted(use, row.getString("resource_id"), row.getInt("attempt")))
                .optional();
    }

    private Claim refusal(KeyUse use) {
        return jdbc.sql("""
                        SELECT request_hash, state, status, headers::text AS headers, body,
                            ceil(extract(epoch FROM lease_until - now()))::bigint AS seconds_left
                        FROM idempotency_key WHERE subject = :subject AND key = :key""")
                .param("subject", use.subject())
                .param("key", use.key())
                .query((row, n) -> refusal(use, row))
                .optional()
                .orElseGet(() -> new InFlight(1));
    }

    private static Claim refusal(KeyUse use, ResultSet row) throws SQLException {
        if (!Arrays.equals(row.getBytes("request_hash"), use.hashBytes())) {
            return new Reused();
        }
        if (!row.getString("state").equals("ANSWERED")) {
            return new InFlight(Math.max(1, row.getLong("seconds_left")));
        }
        var headers = JSON.readValue(row.getString("headers"), new TypeReference<Map<String, String>>() {});
        return new Answered(Answer.of(row.getInt("status"), headers, row.getBytes("body")));
    }
}
