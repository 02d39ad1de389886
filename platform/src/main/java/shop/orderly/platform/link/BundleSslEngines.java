package shop.orderly.platform.link;

import java.security.KeyStore;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * Connects Kafka clients with the SSL bundle as it is at that moment. Spring Boot's own factory keeps the bundle that a
 * client was made with, and a client lives longer than a certificate.
 */
public final class BundleSslEngines implements SslEngineFactory {

    static final String BUNDLE = "orderly.ssl.bundle";

    private @Nullable Supplier<SslBundle> bundle;

    /** For Kafka, which makes it by name. */
    public BundleSslEngines() {}

    @Override
    @SuppressWarnings("unchecked")
    public void configure(Map<String, ?> configs) {
        bundle = (Supplier<SslBundle>) configs.get(BUNDLE);
    }

    @Override
    public SSLEngine createClientSslEngine(String host, int port, String endpointIdentification) {
        var current = bundle();
        var engine = current.createSslContext().createSSLEngine(host, port);
        engine.setUseClientMode(true);
        var parameters = engine.getSSLParameters();
        var protocols = current.getOptions().getEnabledProtocols();
        if (protocols != null) {
            parameters.setProtocols(protocols);
        }
        parameters.setEndpointIdentificationAlgorithm(endpointIdentification);
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
        throw new UnsupportedOperationException("Only clients connect like this");
    }

    @Override
    public boolean shouldBeRebuilt(Map<String, Object> nextConfigs) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public @Nullable KeyStore keystore() {
        return bundle().getStores().getKeyStore();
    }

    @Override
    public @Nullable KeyStore truststore() {
        return bundle().getStores().getTrustStore();
    }

    @Override
    public void close() {}

    private SslBundle bundle() {
        return Objects.requireNonNull(bundle, BUNDLE).get();
    }
}
