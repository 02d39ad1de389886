package shop.orderly.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shop.orderly.audit.stores.Database;
import shop.orderly.audit.stores.UnreadableException;

class SettingsTest {
    @Test
    void everyDatabaseIsOnOneServerUnlessSaidOtherwise() {
        var sources = Settings.of(Map.of(
                "AUDIT_DB_HOST",
                "db",
                "AUDIT_DB_PASSWORD",
                "secret",
                "AUDIT_USER_DB_URL",
                "jdbc:postgresql://people/users"));
        assertThat(sources.login(Database.ORDER).url()).isEqualTo("jdbc:postgresql://db:5432/order_db");
        assertThat(sources.login(Database.PRODUCT_QUERY).url()).isEqualTo("jdbc:postgresql://db:5432/product_query_db");
        assertThat(sources.login(Database.USER).url()).isEqualTo("jdbc:postgresql://people/users");
        assertThat(sources.login(Database.USER).user()).isEqualTo("orderly_reader");
        assertThat(sources.login(Database.USER)).hasToString("orderly_reader at jdbc:postgresql://people/users");
        assertThat(sources.kafka()).isNull();
    }

    @Test
    void certificatesThatAreNotThereAreSaidSo() {
        var settings = Map.of("AUDIT_KAFKA_BROKERS", "kafka:9092", "AUDIT_CERTS", "/nowhere");
        assertThatThrownBy(() -> Settings.of(settings))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("Cannot read the certificate in /nowhere");
    }

    @Test
    void anInvariantThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> new Audit(Set.of("I9"), Duration.ZERO, Set.of()))
                .hasMessage("There is no invariant I9; there are I1 to I8");
        assertThat(AuditMain.run("--only", "I9")).isEqualTo(2);
    }
}
