package shop.orderly.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.transaction.TransactionException;
import shop.orderly.platform.web.ProblemException;
import shop.orderly.users.domain.Logins;

/** Guessing passwords. */
class LoginsIT extends RunningUsers {

    private final Logins logins;

    private final MeterRegistry meters;

    LoginsIT(@Autowired JdbcClient jdbc, @Autowired Logins logins, @Autowired MeterRegistry meters) {
        super(jdbc);
        this.logins = logins;
        this.meters = meters;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void looksAtNoMoreThanSixOfAThousandWrongPasswordsTriedAtOnce(boolean fromOneAddress) throws Exception {
        var me = registered("tho");
        var before = evaluations();
        var outcomes = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 1_000; i++) {
                var name = i % 2 == 0 ? me.name() : me.name().toUpperCase(Locale.ROOT) + "@TEST.com";
                var address = fromOneAddress ? "203.0.113.9" : "203.0." + i / 250 + "." + i % 250;
                outcomes.add(threads.submit(() -> status(name, "wrong password", address)));
            }
        }
        for (var outcome : outcomes) {
            assertThat(outcome.get()).isIn(401, 429, 503);
        }

        assertThat(evaluations() - before).isBetween(1.0, fromOneAddress ? 3.0 : 6.0);
        // The owner, from where they logged in before, is not kept out.
        assertThat(users.login(me.name(), UsersClient.PASSWORD).status()).isEqualTo(200);
        // From elsewhere, an attacker who has one address has used up only that one.
        assertThat(status(me.name(), UsersClient.PASSWORD, "198.51.100.1")).isEqualTo(fromOneAddress ? 200 : 429);
    }

    @Test
    void countsAnUnknownUserLikeAKnownOne() throws Exception {
        var name = UsersClient.unique("nobody");
        var me = registered("kno");
        for (var i = 0; i < 5; i++) {
            var expected = i < 3 ? 401 : 429;
            assertThat(status(name, "wrong password", "203.0.113.1")).isEqualTo(expected);
            assertThat(status(me.name(), "wrong password", "203.0.113.2")).isEqualTo(expected);
        }
        var locked = users.login(name, "wrong password");
        for (var i = 0; i < 4; i++) {
            locked = users.login(name, "wrong password");
        }
        assertThat(locked.text("type")).isEqualTo("urn:orderly:problem:too_many_attempts");
        assertThat(Integer.parseInt(locked.header("Retry-After"))).isBetween(1, 900);
    }

    @Test
    void slowsDownAnAddressThatTriesManyAccounts() {
        var tried = 0;
        while (status("nobody" + tried, "wrong password", "203.0.113.77") == 401) {
            tried++;
        }
        assertThat(tried).isEqualTo(50);
    }

    @Test
    void takesAsLongForAnUnknownUserAsForAWrongPassword() throws Exception {
        var me = registered("tim");
        var known = new long[25];
        var unknown = new long[known.length];
        for (var i = 0; i < known.length; i++) {
            jdbc.sql("DELETE FROM users.login_attempt").update();
            known[i] = nanos(me.name(), i);
            unknown[i] = nanos("nobody" + me.name(), i);
        }
        Arrays.sort(known);
        Arrays.sort(unknown);
        var ratio = (double) known[known.length / 2] / unknown[unknown.length / 2];
        assertThat(ratio).isBetween(0.6, 1.67);
    }

    @Test
    void hashesAPasswordAnewAtTheLoginAfterTheParametersRose() throws Exception {
        var me = registered("old");
        var weak = Objects.requireNonNull(new Argon2PasswordEncoder(16, 32, 1, 4_096, 1).encode(UsersClient.PASSWORD));
        jdbc.sql("UPDATE users.user_account SET password_hash = ? WHERE id = ?")
                .params(weak, me.id())
                .update();

        assertThat(users.login(me.name(), UsersClient.PASSWORD).status()).isEqualTo(200);

        assertThat(jdbc.sql("SELECT password_hash FROM users.user_account WHERE id = ? AND version = 0")
                        .param(me.id())
                        .query(String.class)
                        .single())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(users.login(me.name(), UsersClient.PASSWORD).status()).isEqualTo(200);
    }

    private long nanos(String name, int i) {
        var start = System.nanoTime();
        assertThat(status(name, "wrong password", "198.51.100." + i)).isEqualTo(401);
        return System.nanoTime() - start;
    }

    private int status(String name, String password, String address) {
        try {
            logins.login(name, password, address);
            return 200;
        } catch (ProblemException e) {
            return e.problem().status().value();
        } catch (DataAccessException | TransactionException e) {
            return 503; // no connection in time, as on a machine that is too small for a thousand at once
        }
    }

    private double evaluations() {
        return meters.get("orderly.security.password.evaluations").counter().count();
    }
}
