package shop.orderly.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import shop.orderly.platformtest.EmbeddedDatabase;

/** One running user-service for all tests that try to get in. */
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
abstract class RunningUsers {

    final JdbcClient jdbc;

    @LocalServerPort
    private int port;

    UsersClient users = new UsersClient(HttpClient.newHttpClient(), 0);

    RunningUsers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        for (var property : EmbeddedDatabase.create("users_sessions").properties()) {
            var at = property.indexOf('=');
            registry.add(property.substring(0, at), () -> property.substring(at + 1));
        }
    }

    @BeforeEach
    void connect() {
        users = new UsersClient(users.http(), port);
        jdbc.sql("DELETE FROM users.login_attempt").update();
    }

    record Me(String id, String name, String token, String refreshToken) {

        String path() {
            return "/api/v1/users/" + id;
        }
    }

    Me registered(String prefix) throws Exception {
        var name = UsersClient.unique(prefix);
        var id = users.register(name, name + "@test.com").text("id");
        var login = users.login(name, UsersClient.PASSWORD);
        assertThat(login.status()).isEqualTo(200);
        return new Me(id, name, login.text("access_token"), login.text("refresh_token"));
    }

    String admin() throws Exception {
        return users.login("root", "correct horse battery").text("access_token");
    }
}
