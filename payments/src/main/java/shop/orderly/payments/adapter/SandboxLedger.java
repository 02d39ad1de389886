package shop.orderly.payments.adapter;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.shared.Money;
import shop.orderly.payments.adapter.SandboxCharge.State;

/**
 * The sandbox's own books: charges and refunds by key, and one entry for every movement of money. They stand for another
 * company's database, so nothing but the sandbox reads them.
 */
@Component
class SandboxLedger {

    private final JdbcClient jdbc;

    SandboxLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Counts the call and locks the charge until the transaction ends. */
    SandboxCharge asked(PaymentId key, Money amount, String paymentMethod) {
        jdbc.sql("""
                INSERT INTO sandbox.charge (key, amount_minor, currency, payment_method) VALUES (?, ?, ?, ?)
                ON CONFLICT (key) DO NOTHING""")
                .params(key.value(), amount.minor(), amount.currency().getCurrencyCode(), paymentMethod)
                .update();
        jdbc.sql("UPDATE sandbox.charge SET calls = calls + 1 WHERE key = ?")
                .param(key.value())
                .update();
        return charge(key);
    }

    /** A charge for a key that may never have been seen; locked until the transaction ends. */
    SandboxCharge known(PaymentId key) {
        jdbc.sql("INSERT INTO sandbox.charge (key, payment_method) VALUES (?, '') ON CONFLICT (key) DO NOTHING")
                .param(key.value())
                .update();
        return charge(key);
    }

    void pend(PaymentId key, Instant settlesAt) {
        jdbc.sql("UPDATE sandbox.charge SET state = 'PENDING', settles_at = ? WHERE key = ?")
                .params(settlesAt.atOffset(ZoneOffset.UTC), key.value())
                .update();
    }

    void close(PaymentId key, State state, @Nullable String reason) {
        jdbc.sql("UPDATE sandbox.charge SET state = :state, reason = :reason WHERE key = :key")
                .param("state", state.name())
                .param("reason", reason)
                .param("key", key.value())
                .update();
    }

    void move(String kind, String key, Money amount) {
        jdbc.sql("INSERT INTO sandbox.movement (kind, key, amount_minor, currency) VALUES (?, ?, ?, ?)")
                .params(kind, key, amount.minor(), amount.currency().getCurrencyCode())
                .update();
    }

    /** Counts the call and locks the refund; returns how often it was asked, this time included. */
    int refundAsked(String key, PaymentId charge, Money amount) {
        jdbc.sql("""
                INSERT INTO sandbox.refund (key, charge_key, amount_minor, currency) VALUES (?, ?, ?, ?)
                ON CONFLICT (key) DO NOTHING""")
                .params(key, charge.value(), amount.minor(), amount.currency().getCurrencyCode())
                .update();
        return jdbc.sql("UPDATE sandbox.refund SET calls = calls + 1 WHERE key = ? RETURNING calls")
                .param(key)
                .query(Integer.class)
                .single();
    }

    /** Marks the refund done. @return whether it was not done before */
    boolean refundDone(String key) {
        return jdbc.sql("UPDATE sandbox.refund SET done = true WHERE key = ? AND NOT done")
                        .param(key)
                        .update()
                == 1;
    }

    /** In minor units. */
    long refundedOf(PaymentId charge) {
        return jdbc.sql("SELECT coalesce(sum(amount_minor), 0) FROM sandbox.refund WHERE charge_key = ? AND done")
                .param(charge.value())
                .query(Long.class)
                .single();
    }

    /** How often money moved under a key: the figure that must never exceed one. */
    int movements(String kind, String key) {
        return jdbc.sql("SELECT count(*) FROM sandbox.movement WHERE kind = ? AND key = ?")
                .params(kind, key)
                .query(Integer.class)
                .single();
    }

    private SandboxCharge charge(PaymentId key) {
        return jdbc.sql("SELECT * FROM sandbox.charge WHERE key = ? FOR UPDATE")
                .param(key.value())
                .query((row, number) -> {
                    var settlesAt = row.getObject("settles_at", OffsetDateTime.class);
                    return new SandboxCharge(
                            key,
                            SandboxCharge.money(row.getObject("amount_minor", Long.class), row.getString("currency")),
                            row.getString("payment_method"),
                            State.valueOf(row.getString("state")),
                            row.getString("reason"),
                            settlesAt == null ? null : settlesAt.toInstant(),
                            row.getInt("calls"));
                })
                .single();
    }
}
