package shop.orderly.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.users.domain.Accounts;
import shop.orderly.users.domain.PasswordRules;
import shop.orderly.users.domain.Users;

/** How sessions go on, and how they end. */
class SessionsIT extends RunningUsers {

    private final Accounts accounts;

    private final Users stored;

    private final PasswordRules rules;

    SessionsIT(
            @Autowired JdbcClient jdbc,
            @Autowired Accounts accounts,
            @Autowired Users stored,
            @Autowired PasswordRules rules) {
        super(jdbc);
        this.accounts = accounts;
        this.stored = stored;
        this.rules = rules;
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "roles", "status", "deletion"})
    void endsEverySessionAtOnce(String by) throws Exception {
        var me = registered("end");
        var admin = admin();
        assertThat(users.send("GET", "/api/v1/users/me", me.token(), null).status())
                .isEqualTo(200);

        var done = switch (by) {
            case "password" ->
                users.send(
                        "PUT",
                        me.path() + "/password",
                        me.token(),
                        Map.of("current_password", UsersClient.PASSWORD, "new_password", "another word"));
            case "roles" -> users.send("PUT", me.path() + "/roles", admin, Map.of("roles", List.of("customer")));
            case "status" -> users.send("PUT", me.path() + "/status", admin, Map.of("status", "disabled"));
            default -> users.send("DELETE", me.path(), admin, null);
        };

        assertThat(done.status()).isBetween(200, 204);
        assertThat(users.send("GET", "/api/v1/users/me", me.token(), null).status())
                .isEqualTo(401);
        assertThat(users.refresh(me.refreshToken()).status()).isEqualTo(401);
        assertThat(users.send("GET", "/api/v1/users/me", admin, null).status()).isEqualTo(200);
    }

    @Test
    void letsADisabledUserInOnlyWhenEnabledAgain() throws Exception {
        var me = registered("off");
        var admin = admin();

        var disabled = users.send("PUT", me.path() + "/status", admin, Map.of("status", "disabled"));
        assertThat(disabled.text("status")).isEqualTo("disabled");
        assertThat(users.login(me.name(), UsersClient.PASSWORD).text("type"))
                .isEqualTo("urn:orderly:problem:invalid_credentials");

        users.send("PUT", me.path() + "/status", admin, Map.of("status", "active"));
        var back = users.login(me.name(), UsersClient.PASSWORD);
        assertThat(back.status()).isEqualTo(200);
        assertThat(users.send("GET", "/api/v1/users/me", back.text("access_token"), null)
                        .status())
                .isEqualTo(200);
        assertThat(users.send("GET", "/api/v1/users/me", me.token(), null).status())
                .isEqualTo(401);
        assertThat(jdbc.sql("SELECT type FROM domain_event WHERE aggregate_identifier = ? ORDER BY sequence_number")
                        .param(me.id())
                        .query(String.class)
                        .list())
                .containsExactly("user.registered", "user.disabled", "user.enabled");
    }

    @Test
    void nobodyDisablesThemselvesOrOthersWithoutBeingAnAdministrator() throws Exception {
        var me = registered("mee");
        var other = registered("oth");
        var admin = admin();
        var root = users.send("GET", "/api/v1/users/me", admin, null).text("id");
        var body = Map.of("status", "disabled");

        assertThat(users.send("PUT", "/api/v1/users/" + root + "/status", admin, body)
                        .text("type"))
                .isEqualTo("urn:orderly:problem:own_account");
        assertThat(users.send("PUT", other.path() + "/status", me.token(), body).status())
                .isEqualTo(403);
        assertThat(users.send("PUT", other.path() + "/status", admin, Map.of("status", "gone"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void fiftySimultaneousRefreshesGiveOneLineage() throws Exception {
        var me = registered("fif");
        var pending = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (var i = 0; i < 50; i++) {
            pending.add(users.http()
                    .sendAsync(
                            users.request(
                                    "POST", "/api/v1/auth/refresh", null, Map.of("refresh_token", me.refreshToken())),
                            HttpResponse.BodyHandlers.ofString()));
        }
        var winners = new ArrayList<String>();
        for (var one : pending) {
            var answer = UsersClient.answer(one.get(60, TimeUnit.SECONDS));
            if (answer.status() == 200) {
                winners.add(answer.text("refresh_token"));
            } else {
                assertThat(answer.text("type")).isEqualTo("urn:orderly:problem:refresh_token_just_used");
            }
        }

        assertThat(winners).hasSize(1);
        assertThat(living(me.id())).isEqualTo(1);
        assertThat(users.refresh(winners.getFirst()).status()).isEqualTo(200);
        assertThat(living(me.id())).isEqualTo(1);

        jdbc.sql("UPDATE users.refresh_token SET used_at = used_at - interval '11 seconds' WHERE used_at IS NOT NULL")
                .update();
        assertThat(users.refresh(me.refreshToken()).status()).isEqualTo(401);
        assertThat(living(me.id())).isZero();
    }

    @Test
    void keepsRefreshTokensOnlyAsHashes() throws Exception {
        var me = registered("has");

        assertThat(me.refreshToken()).matches("[A-Za-z0-9_-]{43}");
        assertThat(jdbc.sql("SELECT t::text FROM users.refresh_token t WHERE user_id = ?")
                        .param(me.id())
                        .query(String.class)
                        .list())
                .hasSize(1)
                .noneMatch(row -> row.contains(me.refreshToken()));
    }

    @Test
    void leavesNoSessionBehindThatWasRefreshedAtTheMomentOfTheEnd() throws Exception {
        var admin = admin();
        for (var i = 0; i < 10; i++) {
            var me = registered("rac");
            var refresh =
                    users.request("POST", "/api/v1/auth/refresh", null, Map.of("refresh_token", me.refreshToken()));
            var disable = users.request("PUT", me.path() + "/status", admin, Map.of("status", "disabled"));
            var first = users.http().sendAsync(i % 2 == 0 ? refresh : disable, HttpResponse.BodyHandlers.ofString());
            var second = users.http().sendAsync(i % 2 == 0 ? disable : refresh, HttpResponse.BodyHandlers.ofString());
            assertThat(List.of(first.get().statusCode(), second.get().statusCode()))
                    .allMatch(status -> status < 500);
            assertThat(living(me.id())).isZero();
        }
    }

    @Test
    void leavesNoSessionBehindThatWasRefreshedWhileItsCopyWasNoticed() throws Exception {
        for (var i = 0; i < 10; i++) {
            var me = registered("cop");
            var next = users.refresh(me.refreshToken()).text("refresh_token");
            jdbc.sql("UPDATE users.refresh_token SET used_at = used_at - interval '1 minute' WHERE user_id = ?"
                            + " AND used_at IS NOT NULL")
                    .param(me.id())
                    .update();
            var reuse = users.request("POST", "/api/v1/auth/refresh", null, Map.of("refresh_token", me.refreshToken()));
            var refresh = users.request("POST", "/api/v1/auth/refresh", null, Map.of("refresh_token", next));
            var first = users.http().sendAsync(i % 2 == 0 ? refresh : reuse, HttpResponse.BodyHandlers.ofString());
            var second = users.http().sendAsync(i % 2 == 0 ? reuse : refresh, HttpResponse.BodyHandlers.ofString());
            assertThat(List.of(first.get().statusCode(), second.get().statusCode()))
                    .contains(401)
                    .allMatch(status -> status < 500);
            assertThat(living(me.id())).isZero();
        }
    }

    @Test
    void endsALoginAtItsLimitHoweverOftenItIsRefreshed() throws Exception {
        var me = registered("lim");
        jdbc.sql("UPDATE users.refresh_token SET began_at = now() - interval '89 days 23 hours' WHERE user_id = ?")
                .param(me.id())
                .update();

        assertThat(users.refresh(me.refreshToken()).status()).isEqualTo(200);

        assertThat(jdbc.sql("SELECT max(expires_at) - now() < interval '2 hours' FROM users.refresh_token"
                                + " WHERE user_id = ? AND used_at IS NULL")
                        .param(me.id())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void ofTwoChangesWithTheSamePasswordOneCounts() throws Exception {
        var me = registered("two");
        var bodies = List.of(
                Map.of("current_password", UsersClient.PASSWORD, "new_password", "the first one"),
                Map.of("current_password", UsersClient.PASSWORD, "new_password", "the other one"));
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (var body : bodies) {
            answers.add(users.http()
                    .sendAsync(
                            users.request("PUT", me.path() + "/password", me.token(), body),
                            HttpResponse.BodyHandlers.ofString()));
        }
        var done = 0;
        for (var answer : answers) {
            done += answer.get().statusCode() == 204 ? 1 : 0;
        }
        assertThat(done).isEqualTo(1);
    }

    private AppointedUser administrator(UsersProperties.Appointed who) {
        return new AppointedUser(who, Set.of("admin", "ops"), "ORDERLY_ADMIN", stored, accounts);
    }

    @Test
    void anAppointedOperatorMayOperateAndNoMore() {
        var olga = new UsersProperties.Appointed("olga", "operating horse battery", "", false);
        var operator = new AppointedUser(olga, Set.of("ops"), "ORDERLY_OPERATOR", stored, accounts);

        operator.appoint(rules);
        operator.appoint(rules);

        assertThat(stored.findByUsernameOrEmail("olga").orElseThrow().roles()).containsExactly("ops");
        assertThatThrownBy(() -> administrator(olga).appoint(rules))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ORDERLY_ADMIN_USERNAME");
    }

    @Test
    void givesTheFirstAdministratorAPasswordAgainOnlyWhenAsked() throws Exception {
        var before = admin();
        var again = new UsersProperties.Appointed("root", "another horse battery", "", false);
        administrator(again).appoint(rules);
        assertThat(users.login("root", "another horse battery").status()).isEqualTo(401);

        var reset = new UsersProperties.Appointed("root", "another horse battery", "", true);
        administrator(reset).appoint(rules);
        assertThat(users.login("root", "another horse battery").status()).isEqualTo(200);
        assertThat(users.send("GET", "/api/v1/users/me", before, null).status()).isEqualTo(401);

        var back = new UsersProperties.Appointed("root", "correct horse battery", "", true);
        administrator(back).appoint(rules);
    }

    private int living(String userId) {
        return jdbc.sql(
                        "SELECT count(*) FROM users.refresh_token WHERE user_id = ? AND used_at IS NULL AND revoked_at IS NULL")
                .param(userId)
                .query(Integer.class)
                .single();
    }
}
