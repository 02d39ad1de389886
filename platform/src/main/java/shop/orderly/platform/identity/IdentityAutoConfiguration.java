package shop.orderly.platform.identity;

import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Who this service is, if {@code ORDERLY_CERTS} says where its certificate lies. */
@AutoConfiguration(after = SslAutoConfiguration.class)
@ConditionalOnProperty("spring.ssl.bundle.pem.orderly.keystore.certificate")
class IdentityAutoConfiguration {

    @Bean
    ServiceIdentity serviceIdentity(Environment environment, SslBundles bundles) {
        return ServiceIdentity.of(environment.getRequiredProperty("spring.application.name"), bundles);
    }

    /** When the certificate ends, in seconds since 1970: to be warned before. */
    @Bean
    MeterBinder certificateEnd(ServiceIdentity identity) {
        return meters -> TimeGauge.builder(
                        "orderly.security.certificate.end",
                        identity,
                        TimeUnit.MILLISECONDS,
                        it -> it.certificate().getNotAfter().toInstant().toEpochMilli())
                .description("When the certificate of this service ends")
                .register(meters);
    }

    /** What a service hears that wants to speak gRPC and has no certificate. */
    static IllegalStateException missing() {
        return new IllegalStateException("gRPC needs " + CertificateSettings.FOLDER + ", a folder with tls.crt, tls.key"
                + " and ca.crt of this service; scripts/gen-certs.sh makes one");
    }
}
