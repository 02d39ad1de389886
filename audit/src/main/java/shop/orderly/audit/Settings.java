package shop.orderly.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Database;
import shop.orderly.audit.stores.Login;
import shop.orderly.audit.stores.Sources;
import shop.orderly.audit.stores.UnreadableException;

/** Where the stores are, from {@code AUDIT_…} variables. */
final class Settings {
    private final Map<String, String> environment;

    private Settings(Map<String, String> environment) {
        this.environment = environment;
    }

    static Sources of(Map<String, String> environment) {
        var settings = new Settings(environment);
        var logins = new EnumMap<Database, Login>(Database.class);
        for (var database : Database.values()) {
            logins.put(database, settings.login(database));
        }
        return new Sources(logins, settings.kafka(), settings.given("AUDIT_TOPIC_PREFIX", ""));
    }

    private Login login(Database database) {
        var own = "AUDIT_" + database.name() + "_DB_";
        return new Login(
                given(
                        own + "URL",
                        "jdbc:postgresql://" + given("AUDIT_DB_HOST", "localhost") + ":"
                                + given("AUDIT_DB_PORT", "5432") + "/" + database.usualName()),
                given(own + "USER", given("AUDIT_DB_USER", "orderly_reader")),
                given(own + "PASSWORD", given("AUDIT_DB_PASSWORD", "")));
    }

    private @Nullable Map<String, Object> kafka() {
        var brokers = given("AUDIT_KAFKA_BROKERS", "");
        if (brokers.isEmpty()) {
            return null;
        }
        var settings = new HashMap<String, Object>();
        var certificates = given("AUDIT_CERTS", "");
        if (!certificates.isEmpty()) {
            settings.putAll(tls(Path.of(certificates)));
        }
        var file = given("AUDIT_KAFKA_CONFIG", "");
        if (!file.isEmpty()) {
            var properties = new Properties();
            try (var reader = Files.newBufferedReader(Path.of(file))) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UnreadableException("Cannot read " + file, e);
            }
            properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        }
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        return settings;
    }

    private static Map<String, Object> tls(Path folder) {
        try {
            return Map.of(
                    CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                    "SSL",
                    SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
                    "PEM",
                    SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
                    Files.readString(folder.resolve("tls.crt")),
                    SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
                    Files.readString(folder.resolve("tls.key")),
                    SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
                    "PEM",
                    SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
                    Files.readString(folder.resolve("ca.crt")));
        } catch (IOException e) {
            throw new UnreadableException("Cannot read the certificate in " + folder, e);
        }
    }

    private String given(String name, String otherwise) {
        var value = environment.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }
}
