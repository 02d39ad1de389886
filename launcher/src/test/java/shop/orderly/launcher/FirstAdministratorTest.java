package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstAdministratorTest {

    @TempDir
    private Path folder;

    @Test
    void isMadeOnceWithAPasswordOfItsOwnUnlessOneIsNamed() throws Exception {
        var port = Ports.free().of(Shop.POSTGRES);
        try (var data = DataFolder.open(folder.resolve("shop"));
                var postgres = PostgresServer.start(data, port)) {
            var databases = postgres.databases();
            databases.create(List.of("user_db"));

            var made =
                    FirstAdministrator.ifMissing(databases, Map.of(), Map.of()).orElseThrow();
            assertThat(made.password()).matches("[A-Za-z0-9_-]{24}");
            assertThat(made.toString()).doesNotContain(made.password());
            assertThat(FirstAdministrator.ifMissing(databases, Map.of(), Map.of())
                            .orElseThrow()
                            .password())
                    .isNotEqualTo(made.password());
            assertThat(FirstAdministrator.ifMissing(databases, Map.of("ORDERLY_ADMIN_PASSWORD", "given"), Map.of()))
                    .isEmpty();
            assertThat(FirstAdministrator.ifMissing(
                            databases, Map.of(), Map.of("orderly.users.admin.password", "given")))
                    .isEmpty();

            var url = "jdbc:postgresql://localhost:" + port + "/user_db";
            try (var connection = DriverManager.getConnection(
                            url, Databases.SUPERUSER, data.secrets().known(Databases.SUPERUSER));
                    var statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA users");
                statement.execute("CREATE TABLE users.user_account (username text, roles text[])");
                assertThat(FirstAdministrator.ifMissing(databases, Map.of(), Map.of()))
                        .isPresent();
                statement.execute("INSERT INTO users.user_account VALUES ('admin', '{customer}')");
                assertThat(FirstAdministrator.ifMissing(databases, Map.of(), Map.of())
                                .orElseThrow()
                                .username())
                        .matches("admin-[A-Za-z0-9_-]{8}");
                statement.execute("INSERT INTO users.user_account VALUES ('root', '{admin}')");
                assertThat(FirstAdministrator.ifMissing(databases, Map.of(), Map.of()))
                        .isEmpty();
            }
        }
    }
}
