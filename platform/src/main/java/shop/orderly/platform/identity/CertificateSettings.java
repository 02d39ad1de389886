package shop.orderly.platform.identity;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Turns {@code ORDERLY_CERTS}, a folder with {@code tls.crt}, {@code tls.key} and {@code ca.crt}, into the SSL bundle
 * {@code orderly}, and {@code ORDERLY_MTLS=on} into HTTPS for everybody but the gateway, whose callers have no
 * certificates. Whatever else says so wins.
 */
final class CertificateSettings implements EnvironmentPostProcessor {

    static final String FOLDER = "ORDERLY_CERTS";

    private static final String PEM = "spring.ssl.bundle.pem." + ServiceIdentity.BUNDLE + ".";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var folder = environment.getProperty(FOLDER, "");
        var isMutual = MutualTls.isOn(environment.getProperty(MutualTls.VARIABLE));
        if (folder.isBlank()) {
            if (isMutual) {
                throw new IllegalStateException(
                        MutualTls.VARIABLE + "=on needs " + FOLDER + ", a folder with tls.crt, tls.key and"
                                + " ca.crt of this service; scripts/gen-certs.sh makes one");
            }
            return;
        }
        var settings = new LinkedHashMap<>(bundle(Path.of(folder).toAbsolutePath()));
        if (isMutual && !environment.getProperty("orderly.service.gateway", Boolean.class, false)) {
            settings.put("server.ssl.bundle", ServiceIdentity.BUNDLE);
            settings.put("server.ssl.client-auth", "want");
        }
        environment.getPropertySources().addLast(new MapPropertySource("certificates", settings));
    }

    private static Map<String, Object> bundle(Path folder) {
        return Map.of(
                PEM + "keystore.certificate",
                file(folder, "tls.crt"),
                PEM + "keystore.private-key",
                file(folder, "tls.key"),
                PEM + "keystore.verify-keys",
                true,
                PEM + "truststore.certificate",
                file(folder, "ca.crt"),
                PEM + "options.enabled-protocols",
                ServiceIdentity.PROTOCOL,
                PEM + "reload-on-update",
                true,
                "spring.ssl.bundle.watch.file.quiet-period",
                "2s");
    }

    private static String file(Path folder, String name) {
        return folder.resolve(name).toUri().toString();
    }
}
