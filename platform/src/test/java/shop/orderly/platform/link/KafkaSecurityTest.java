package shop.orderly.platform.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;

class KafkaSecurityTest {

    private static final String SECRET = "it's \"quoted\" \\ and; not over";

    private final LinkProperties.Sasl nobody = new LinkProperties.Sasl("SCRAM-SHA-512", "", "");
    private final LinkProperties.Sasl payments = new LinkProperties.Sasl("SCRAM-SHA-512", "payments", SECRET);

    @Test
    void withoutAProtocolNothingIsAdded() {
        assertThat(security(nobody).secured(Map.of("client.id", "x"), ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of("client.id", "x", "security.protocol", "PLAINTEXT"));
    }

    @Test
    void sslTakesItsCertificateFromTheBundleUnlessKeysOfItsOwnAreGiven() {
        assertThat(security(nobody).secured(Map.of(), "SSL"))
                .containsEntry("security.protocol", "SSL")
                .containsEntry("ssl.engine.factory.class", BundleSslEngines.class);
        assertThat(security(nobody).secured(Map.of("ssl.truststore.location", "/trust.p12"), "SSL"))
                .doesNotContainKey("ssl.engine.factory.class");
    }

    @Test
    void sslWithoutABundleStopsTheStart() {
        var without = new KafkaSecurity(nobody, () -> {
            throw new NoSuchSslBundleException("orderly", "not there");
        });
        assertThatThrownBy(() -> without.secured(Map.of(), "SSL")).isInstanceOf(NoSuchSslBundleException.class);
    }

    @Test
    void aNameAndPasswordArriveAtTheLoginModuleAsTheyAre() {
        var properties = security(payments).secured(Map.of(), "SASL_SSL");
        assertThat(properties).containsEntry("sasl.mechanism", "SCRAM-SHA-512").containsKey("ssl.engine.factory.class");

        var login = JaasContext.loadClientContext(
                        Map.of("sasl.jaas.config", new Password((String) properties.get("sasl.jaas.config"))))
                .configurationEntries()
                .getFirst();

        assertThat(login.getLoginModuleName()).endsWith("ScramLoginModule");
        assertThat(login.getOptions()).isEqualTo(Map.of("username", "payments", "password", SECRET));
    }

    @Test
    void anotherMechanismAndAnotherLoginWin() {
        var plain = security(new LinkProperties.Sasl("PLAIN", "a", "b"));
        assertThat(plain.secured(Map.of(), "SASL_SSL").get("sasl.jaas.config"))
                .asString()
                .contains("PlainLoginModule");
        assertThat(plain.secured(Map.of("sasl.jaas.config", "own"), "SASL_PLAINTEXT"))
                .containsEntry("sasl.jaas.config", "own")
                .doesNotContainKey("ssl.engine.factory.class");
    }

    @Test
    void aPasswordIsNotPrinted() {
        assertThat(List.of(payments).toString()).doesNotContain("quoted");
    }

    private static KafkaSecurity security(LinkProperties.Sasl sasl) {
        return new KafkaSecurity(sasl, () -> SslBundle.of(null));
    }
}
