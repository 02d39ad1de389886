package shop.orderly.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.SslConfigs;
import shop.orderly.platform.identity.CertificateAuthority;

/** Certificates as Kafka's own configuration wants them, for the broker and for whoever operates it. */
final class KafkaTls {
    private KafkaTls() {}

    /** @param holder a folder with {@code tls.crt}, {@code tls.key} and {@code ca.crt}, as {@link CertificateAuthority} makes it */
    static Map<String, Object> of(Path holder) {
        try {
            return Map.of(
                    SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM",
                    SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, Files.readString(holder.resolve("tls.crt")),
                    SslConfigs.SSL_KEYSTORE_KEY_CONFIG, Files.readString(holder.resolve("tls.key")),
                    SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM",
                    SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, Files.readString(holder.resolve("ca.crt")),
                    SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, "TLSv1.3",
                    SslConfigs.SSL_PROTOCOL_CONFIG, "TLSv1.3");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the certificate in " + holder, e);
        }
    }
}
