package shop.orderly.platform.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.deadletters.Edge;
import shop.orderly.platform.processing.LampService;
import shop.orderly.platformtest.EmbeddedDatabase;

/** Lamps have a snapshot every five events. */
class SnapshotsIT {

    private static final String SNAPSHOTS = "/ops/v1/snapshots";

    private final String lamp = UUID.randomUUID().toString();

    @Test
    void areDroppedMissedByNobodyAndMadeAnew() {
        try (var service = LampService.startWithEdge(EmbeddedDatabase.create("snapshots"))) {
            var edge = new Edge(service);
            var jdbc = service.getBean(JdbcClient.class);
            LampService.install(service, lamp);
            LampService.switchTimes(service, lamp, 10);
            var small = UUID.randomUUID().toString();
            LampService.install(service, small);
            var list = edge.ask("GET", SNAPSHOTS, null);
            assertThat(list.<String>read("$.items[0].service")).isEqualTo("lamps");
            assertThat(list.<String>read("$.items[0].aggregate_type")).isEqualTo("Lamp");
            assertThat(list.<Integer>read("$.items[0].count")).isEqualTo(1);
            assertThat(list.<String>read("$.items[0].newest_at")).isNotNull();

            assertThat(edge.ask("DELETE", SNAPSHOTS + "?aggregate_type=Other", null)
                            .<Integer>read("$.dropped"))
                    .isZero();
            assertThat(edge.ask("DELETE", SNAPSHOTS, null).<Integer>read("$.dropped"))
                    .isEqualTo(1);
            assertThat(edge.ask("GET", SNAPSHOTS, null).<List<?>>read("$.items"))
                    .isEmpty();

            var rebuilt = edge.ask("POST", SNAPSHOTS + "/rebuilds", null);
            assertThat(rebuilt.<Boolean>read("$.done")).isTrue();
            assertThat(rebuilt.<Integer>read("$.made")).isEqualTo(1);
            assertThat(jdbc.sql("SELECT aggregate_identifier || ' ' || sequence_number FROM snapshot_event")
                            .query(String.class)
                            .list())
                    .containsExactly(lamp + " 10");
            var fromSnapshot = LampService.switchOnce(service, lamp);
            edge.ask("DELETE", SNAPSHOTS + "?aggregate_type=Lamp", null);
            assertThat(List.of(fromSnapshot, LampService.switchOnce(service, lamp)))
                    .isEqualTo(List.of(11, 12));

            assertThat(edge.call("GET", SNAPSHOTS, null, "customer").statusCode())
                    .isEqualTo(403);
            assertThat(edge.call("DELETE", SNAPSHOTS, null, "merchant").statusCode())
                    .isEqualTo(403);
            assertThat(edge.call("POST", SNAPSHOTS + "/rebuilds", null, "customer")
                            .statusCode())
                    .isEqualTo(403);
        }
    }
}
