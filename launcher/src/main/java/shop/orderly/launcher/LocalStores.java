package shop.orderly.launcher;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import org.apache.kafka.clients.CommonClientConfigs;
import shop.orderly.audit.stores.Database;
import shop.orderly.audit.stores.Login;
import shop.orderly.audit.stores.Sources;

/** Where the stores of a stack on this machine are, for the audit. */
final class LocalStores {
    private LocalStores() {}

    /** @param certificate the folder of the audit's own */
    static Sources of(Ports ports, Secrets secrets, Path certificate) {
        var logins = new EnumMap<Database, Login>(Database.class);
        for (var database : Database.values()) {
            logins.put(
                    database,
                    new Login(
                            Databases.url(ports.of(Shop.POSTGRES), database.usualName()),
                            Databases.READER,
                            secrets.known(Databases.READER)));
        }
        var kafka = new HashMap<>(KafkaTls.of(certificate));
        kafka.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "localhost:" + ports.of(Shop.KAFKA));
        kafka.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
        return new Sources(logins, kafka, "");
    }
}
