package shop.orderly.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.users.UsersClient.Answer;

@SpringBootTest(
        classes = UsersApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=platform,user-service",
            "spring.application.name=user-service",
            "orderly.service.kafka=false",
            "orderly.users.permitted-common-passwords=secret123",
            "ORDERLY_ADMIN_USERNAME=root",
            "ORDERLY_ADMIN_PASSWORD=correct horse battery"
        })
class UsersIT {

    private final JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private UsersClient users = new UsersClient(HttpClient.newHttpClient(), 0);

    UsersIT(@Autowired JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        for (var property : EmbeddedDatabase.create("users").properties()) {
            var at = property.indexOf('=');
            registry.add(property.substring(0, at), () -> property.substring(at + 1));
        }
    }

    @BeforeEach
    void connect() {
        users = new UsersClient(users.http(), port);
    }

    @Test
    void registersAndLogsInWithTheSeedsBodiesVerbatim() throws Exception {
        var registered = users.send(
                "POST",
                "/api/v1/auth/register",
                null,
                "{\"username\":\"john\",\"email\":\"john@test.com\",\"password\":\"secret123\",\"first_name\":\"John\",\"last_name\":\"Doe\"}");
        var loggedIn = users.send(
                "POST", "/api/v1/auth/login", null, "{\"username_or_email\":\"john\",\"password\":\"secret123\"}");

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.header("Location")).isEqualTo("/api/v1/users/" + registered.text("id"));
        assertThat(registered.body().path("version").asLong(-1)).isZero();
        assertThat(registered.text("first_name")).isEqualTo("John");
        assertThat(registered.body().path("roles").toString()).isEqualTo("[\"customer\",\"merchant\"]");
        assertThat(registered.response().body()).doesNotContain("secret123").doesNotContain("password");
        assertThat(loggedIn.status()).isEqualTo(200);
        assertThat(loggedIn.text("token_type")).isEqualTo("Bearer");
        assertThat(loggedIn.body().path("expires_in").asInt()).isEqualTo(600);
        assertThat(loggedIn.header("Cache-Control")).contains("no-store");
        assertThat(users.send("GET", "/api/v1/users/me", loggedIn.text("access_token"), null)
                        .text("email"))
                .isEqualTo("john@test.com");
        assertThat(users.login("JOHN@test.com", "secret123").status()).isEqualTo(200);
    }

    @Test
    void appendsWhatHappenedToTheUserWithoutAnythingPersonal() throws Exception {
        var name = UsersClient.unique("ann");
        var me = registerAndLogin(name);
        users.send("PUT", me.path(), me.token(), profile(name, name + "@new.test"));
        users.send("PUT", me.path(), me.token(), profile(name, name + "@new.test"));
        users.send("PUT", me.path() + "/roles", admin(), Map.of("roles", List.of("customer", "ops")));
        users.send("DELETE", me.path(), admin(), null);

        var events = jdbc.sql("""
                        SELECT sequence_number || ' ' || type FROM domain_event
                        WHERE aggregate_identifier = ? ORDER BY sequence_number""").param(me.id()).query(String.class).list();
        var payloads = jdbc.sql("SELECT convert_from(payload, 'UTF8') FROM domain_event WHERE aggregate_identifier = ?")
                .param(me.id())
                .query(String.class)
                .list();

        assertThat(events)
                .containsExactly(
                        "0 user.registered", "1 user.profile_revised", "2 user.roles_changed", "3 user.deleted");
        assertThat(String.join("", payloads))
                .doesNotContain(name)
                .contains("ops")
                .contains(me.id());
    }

    @Test
    void ofTwoSimultaneousRegistrationsWithOneAddressExactlyOneWins() throws Exception {
        var name = UsersClient.unique("twin");
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (var i = 0; i < 4; i++) {
            var body = UsersClient.registration(
                    name + i, i % 2 == 0 ? name + "@test.com" : name.toUpperCase(Locale.ROOT) + "@test.com");
            answers.add(users.http()
                    .sendAsync(
                            users.request("POST", "/api/v1/auth/register", null, body),
                            HttpResponse.BodyHandlers.ofString()));
        }
        var won = 0;
        for (var pending : answers) {
            var answer = UsersClient.answer(pending.get(60, TimeUnit.SECONDS));
            if (answer.status() == 201) {
                won++;
            } else {
                assertThat(answer.status()).isEqualTo(409);
                assertThat(answer.text("type")).isEqualTo("urn:orderly:problem:email_taken");
            }
        }
        assertThat(won).isEqualTo(1);
    }

    @Test
    void refusesAUsernameThatIsTakenInAnotherCase() throws Exception {
        var name = UsersClient.unique("kim");
        users.register(name, name + "@test.com");

        var answer = users.register(name.toUpperCase(Locale.ROOT), name + "2@test.com");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("type")).isEqualTo("urn:orderly:problem:username_taken");
    }

    @ParameterizedTest
    @CsvSource({
        "a b,      x@test.com, secret123, username",
        "x@y,      x@test.com, secret123, username",
        "validname, nonsense,  secret123, email",
        "validname, x@test.com, short,    password",
        "validname, x@test.com, Football1, password"
    })
    void saysWhatIsWrongWithARegistration(String username, String email, String password, String field)
            throws Exception {
        var answer = users.send(
                "POST",
                "/api/v1/auth/register",
                null,
                Map.of("username", username, "email", email, "password", password));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").get(0).path("field").asString()).isEqualTo(field);
        assertThat(answer.response().body()).doesNotContain(password);
    }

    @Test
    void givesNobodyRolesByRegistration() throws Exception {
        var name = UsersClient.unique("eve");
        var body = Map.of(
                "username", name, "email", name + "@test.com", "password", "secret123", "roles", List.of("admin"));

        assertThat(users.send("POST", "/api/v1/auth/register", null, body).status())
                .isEqualTo(400);
    }

    @Test
    void answersAnUnknownUserAndAWrongPasswordAlike() throws Exception {
        var name = UsersClient.unique("bob");
        users.register(name, name + "@test.com");

        var wrong = users.login(name, "wrong password");
        var unknown = users.login("nobody-" + name, "wrong password");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(wrong.text("type")).isEqualTo("urn:orderly:problem:invalid_credentials");
        assertThat(unknown.response().body()).isEqualTo(wrong.response().body());
    }

    @Test
    void changesTheRefreshTokenAtEachUseAndEndsTheLoginAtASecondUse() throws Exception {
        var me = registerAndLogin(UsersClient.unique("cat"));
        var second = users.refresh(me.refreshToken());
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("refresh_token")).isNotEqualTo(me.refreshToken());
        jdbc.sql("UPDATE users.refresh_token SET used_at = used_at - interval '11 seconds' WHERE used_at IS NOT NULL")
                .update();

        var stolen = users.refresh(me.refreshToken());
        var victim = users.refresh(second.text("refresh_token"));

        assertThat(stolen.status()).isEqualTo(401);
        assertThat(stolen.text("type")).isEqualTo("urn:orderly:problem:invalid_refresh_token");
        assertThat(victim.status()).isEqualTo(401);
        assertThat(jdbc.sql("SELECT count(*) FROM users.refresh_token WHERE hash = ?")
                        .param(me.refreshToken())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void logsOut() throws Exception {
        var me = registerAndLogin(UsersClient.unique("dan"));

        var out = users.send("POST", "/api/v1/auth/logout", null, Map.of("refresh_token", me.refreshToken()));

        assertThat(out.status()).isEqualTo(204);
        assertThat(users.refresh(me.refreshToken()).status()).isEqualTo(401);
    }

    @Test
    void changesThePasswordAndEndsEveryLogin() throws Exception {
        var name = UsersClient.unique("fay");
        var me = registerAndLogin(name);
        var path = me.path() + "/password";

        var refused = users.send(
                "PUT", path, me.token(), Map.of("current_password", "not this", "new_password", "another word"));
        var changed = users.send(
                "PUT",
                path,
                me.token(),
                Map.of("current_password", UsersClient.PASSWORD, "new_password", "another word"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(changed.status()).isEqualTo(204);
        assertThat(users.refresh(me.refreshToken()).status()).isEqualTo(401);
        assertThat(users.login(name, UsersClient.PASSWORD).status()).isEqualTo(401);
        assertThat(users.login(name, "another word").status()).isEqualTo(200);
    }

    @Test
    void hidesOthersAndShowsThemToAdministrators() throws Exception {
        var ann = registerAndLogin(UsersClient.unique("ann"));
        var ben = registerAndLogin(UsersClient.unique("ben"));

        for (var method : List.of("GET", "DELETE")) {
            var answer = users.send(method, ann.path(), ben.token(), null);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("type")).isEqualTo("urn:orderly:problem:user_not_found");
        }
        assertThat(users.send("PUT", ann.path(), ben.token(), profile("stolen", "s@test.com"))
                        .status())
                .isEqualTo(404);
        assertThat(users.send("GET", "/api/v1/users", ben.token(), null).status())
                .isEqualTo(403);
        assertThat(users.send("PUT", ben.path() + "/roles", ben.token(), Map.of("roles", List.of("admin")))
                        .status())
                .isEqualTo(403);
        assertThat(users.send("GET", "/api/v1/users", null, null).status()).isEqualTo(401);

        assertThat(users.send("GET", ann.path(), ann.token(), null).text("id")).isEqualTo(ann.id());
        assertThat(users.send("GET", ann.path(), admin(), null).text("id")).isEqualTo(ann.id());
        assertThat(users.send("DELETE", ann.path(), admin(), null).status()).isEqualTo(204);
        assertThat(users.send("GET", ann.path(), admin(), null).status()).isEqualTo(404);
    }

    @Test
    void listsAllUsersPageByPageToAdministrators() throws Exception {
        registerAndLogin(UsersClient.unique("one"));
        registerAndLogin(UsersClient.unique("two"));
        var token = admin();
        var ids = new ArrayList<String>();
        var cursor = "";
        do {
            var page = users.send("GET", "/api/v1/users?limit=1&cursor=" + cursor, token, null);
            assertThat(page.status()).isEqualTo(200);
            page.body().path("items").forEach(user -> ids.add(user.path("id").asString()));
            cursor = page.body().path("next_cursor").asString("");
        } while (!cursor.isEmpty());

        assertThat(ids).doesNotHaveDuplicates().isSorted().hasSizeGreaterThan(2);
        assertThat(users.send("GET", "/api/v1/users?limit=101", token, null).status())
                .isEqualTo(400);
        assertThat(users.send("GET", "/api/v1/users?cursor=!", token, null).text("type"))
                .isEqualTo("urn:orderly:problem:invalid_cursor");
    }

    @Test
    void administratorsCreateUsersWithRoles() throws Exception {
        var name = UsersClient.unique("op");
        var body =
                Map.of("username", name, "email", name + "@test.com", "password", "secret123", "roles", List.of("ops"));

        var created = users.send("POST", "/api/v1/users", admin(), body);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().path("roles").toString()).isEqualTo("[\"ops\"]");
    }

    @Test
    void publishesItsKeysAndNothingPrivate() throws Exception {
        registerAndLogin(UsersClient.unique("key"));

        var keys = users.send("GET", "/.well-known/jwks.json", null, null);

        assertThat(keys.status()).isEqualTo(200);
        assertThat(keys.body().path("keys")).hasSizeGreaterThanOrEqualTo(2).allSatisfy(key -> {
            assertThat(key.path("alg").asString()).isEqualTo("ES256");
            assertThat(key.path("kid").asString()).isNotEmpty();
            assertThat(key.has("d")).isFalse();
        });
    }

    @Test
    void showsItsHealthAndMetricsWithoutAToken() throws Exception {
        for (var path : List.of("/livez", "/readyz")) {
            assertThat(users.send("GET", path, null, null).status()).as(path).isEqualTo(200);
        }
        var metrics =
                users.http().send(users.request("GET", "/metrics", null, null), HttpResponse.BodyHandlers.ofString());
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body())
                .contains("http_server_requests_seconds")
                .contains("http_requests_total{")
                .contains("service=\"user-service\"");
        assertThat(users.send("GET", "/api/v1/users/me", "not.a.token", null).status())
                .isEqualTo(401);
    }

    private record Me(String id, String token, String refreshToken) {

        String path() {
            return "/api/v1/users/" + id;
        }
    }

    private Me registerAndLogin(String name) throws Exception {
        var registered = users.register(name, name + "@test.com");
        assertThat(registered.status()).isEqualTo(201);
        return loggedIn(registered.text("id"), users.login(name, UsersClient.PASSWORD));
    }

    private static Me loggedIn(String id, Answer login) {
        assertThat(login.status()).isEqualTo(200);
        return new Me(id, login.text("access_token"), login.text("refresh_token"));
    }

    private String admin() throws Exception {
        return loggedIn("", users.login("root", "correct horse battery")).token();
    }

    private static Map<String, Object> profile(String username, String email) {
        return Map.of("username", username, "email", email, "first_name", "Ann", "last_name", "Lee");
    }
}
