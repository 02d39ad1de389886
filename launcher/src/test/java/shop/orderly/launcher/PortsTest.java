package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import shop.orderly.launcher.client.Problem;

class PortsTest {
    @Test
    void areTheSeedsPortsUnlessConfigured() {
        var ports = Ports.configured(Map.of());
        assertThat(ports.of("gateway")).isEqualTo(8080);
        assertThat(ports.of("product-command")).isEqualTo(8081);
        assertThat(ports.of("category-query")).isEqualTo(8082);
        assertThat(ports.of("user-service")).isEqualTo(8083);
        assertThat(ports.of(Shop.GRPC)).isEqualTo(9002);
        assertThat(ports.of(Shop.KAFKA)).isEqualTo(9092);
        assertThat(ports.of(Shop.GATEWAY_MANAGEMENT)).isEqualTo(8090);
    }

    @Test
    void moveTogetherOrOneByOne() {
        var ports = Ports.configured(Map.of("ORDERLY_PORT_OFFSET", "1000", "ORDERLY_GATEWAY_PORT", "80"));
        assertThat(ports.of("payments")).isEqualTo(9086);
        assertThat(ports.url("gateway")).isEqualTo("http://localhost:80");
    }

    @Test
    void onlyServicesAskForCertificates() {
        var ports = Ports.configured(Map.of("ORDERLY_MTLS", "on"));
        assertThat(ports.url("payments")).isEqualTo("https://localhost:8086");
        assertThat(ports.url(Shop.GATEWAY)).isEqualTo("http://localhost:8080");
        assertThat(ports.url(Shop.GATEWAY_MANAGEMENT)).isEqualTo("http://localhost:8090");
        assertThatThrownBy(() -> Ports.configured(Map.of("ORDERLY_MTLS", "maybe")))
                .isInstanceOf(Problem.class)
                .hasMessage("ORDERLY_MTLS is on or off, not 'maybe'.");
    }

    @Test
    void nonsenseIsToldInOneLine() {
        assertThatThrownBy(() -> Ports.configured(Map.of("ORDERLY_PORT_OFFSET", "many")))
                .isInstanceOf(Problem.class)
                .hasMessage("ORDERLY_PORT_OFFSET is a number, not 'many'.");
        assertThatThrownBy(() -> Ports.configured(Map.of("ORDERLY_PORT_OFFSET", "60000")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("not a port");
    }

    @Test
    void aTakenPortIsNamedWithTheWayToMoveOurs() throws IOException {
        try (var other = new ServerSocket(0)) {
            var ports = new Ports(Map.of("product-command", other.getLocalPort()), false);
            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + " (product-command) is in use")
                    .hasMessageContaining("ORDERLY_PRODUCT_COMMAND_PORT=");
        }
    }
}
