package shop.orderly.platform.link;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * How Kafka lets this service in: by the certificate of the SSL bundle {@value #BUNDLE} (protocol {@code SSL}), or by a
 * name and password over a connection that this bundle secures ({@code SASL_SSL}). What {@code spring.kafka.*} says of
 * keys, mechanisms and JAAS wins.
 */
final class KafkaSecurity {

    static final String BUNDLE = "orderly";

    private final LinkProperties.Sasl sasl;
    private final Supplier<SslBundle> bundle;

    /** @param bundle asked for each new connection, so that a renewed certificate is used from then on */
    KafkaSecurity(LinkProperties.Sasl sasl, Supplier<SslBundle> bundle) {
        this.sasl = sasl;
        this.bundle = bundle;
    }

    /** The client properties as {@code spring.kafka.*} made them, and what is missing for this protocol. */
    Map<String, Object> secured(Map<String, Object> properties, @Nullable String protocol) {
        var all = new HashMap<>(properties);
        var name = protocol == null || protocol.isBlank() ? SecurityProtocol.PLAINTEXT.name : protocol;
        all.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, name);
        var kind = SecurityProtocol.forName(name);
        var hasOwnKeys = all.containsKey(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)
                || all.containsKey(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG)
                || all.containsKey(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG);
        if ((kind == SecurityProtocol.SSL || kind == SecurityProtocol.SASL_SSL) && !hasOwnKeys) {
            // A missing one stops the start of the service, and not its first connection.
            Objects.requireNonNull(bundle.get(), BUNDLE);
            all.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, BundleSslEngines.class);
            all.put(BundleSslEngines.BUNDLE, bundle);
        }
        if (kind == SecurityProtocol.SASL_SSL || kind == SecurityProtocol.SASL_PLAINTEXT) {
            all.putIfAbsent(SaslConfigs.SASL_MECHANISM, sasl.mechanism());
            if (!sasl.username().isEmpty()) {
                all.putIfAbsent(SaslConfigs.SASL_JAAS_CONFIG, login());
            }
        }
        return all;
    }

    private String login() {
        var module = sasl.mechanism().equals("PLAIN") ? PlainLoginModule.class : ScramLoginModule.class;
        return module.getName() + " required username=" + quoted(sasl.username()) + " password="
                + quoted(sasl.password()) + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
