package shop.orderly.platform.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.eventstore.CommitOrderToken;
import shop.orderly.platformtest.EmbeddedDatabase;

class OwnedTokensIT {

    private static final String GROUP = "stalled";

    private static final CommitOrderToken OLDER = new CommitOrderToken(1, 10, 10);

    private static final CommitOrderToken NEWER = new CommitOrderToken(1, 20, 20);

    private final EmbeddedDatabase database = EmbeddedDatabase.create("tokens");

    @Test
    void aReplicaThatStoodStillDoesNotTakeItsSegmentBack() {
        try (var service = LampService.start(database)) {
            var stalled = service.getBean(TokenStore.class);
            var other = new ProcessingAutoConfiguration()
                    .tokenStore(
                            service.getBean(ConnectionProvider.class),
                            service.getBean("serializer", Serializer.class),
                            takingOverAtOnce(),
                            service.getBean(DeadLetters.class));
            stalled.initializeTokenSegments(GROUP, 1, CommitOrderToken.START);
            stalled.fetchToken(GROUP, 0);

            other.fetchToken(GROUP, 0);
            other.storeToken(NEWER, GROUP, 0);
            other.releaseClaim(GROUP, 0);

            assertThatThrownBy(() -> stalled.storeToken(OLDER, GROUP, 0))
                    .isInstanceOf(UnableToClaimTokenException.class);
            assertThat(other.fetchToken(GROUP, 0)).isEqualTo(NEWER);
        }
    }

    @Test
    void aReplicaWhoseSegmentWasTakenAwayDoesNotGetItBackByHoldingOn() {
        try (var service = LampService.start(database)) {
            var jdbc = service.getBean(JdbcClient.class);
            var tokens = service.getBean(TokenStore.class);
            tokens.initializeTokenSegments("moved", 1, NEWER);
            tokens.fetchToken("moved", 0);
            tokens.extendClaim("moved", 0);

            jdbc.sql("UPDATE token_entry SET owner = NULL WHERE processor_name = 'moved'")
                    .update();

            assertThatThrownBy(() -> tokens.extendClaim("moved", 0)).isInstanceOf(UnableToClaimTokenException.class);
            assertThat(jdbc.sql("SELECT count(*) FROM token_entry WHERE processor_name = 'moved' AND owner IS NULL")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    private static ProcessingProperties takingOverAtOnce() {
        return new ProcessingProperties(
                Map.of(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(-1),
                6,
                Duration.ofMillis(10),
                10,
                Duration.ofMillis(500),
                Duration.ofSeconds(5));
    }
}
