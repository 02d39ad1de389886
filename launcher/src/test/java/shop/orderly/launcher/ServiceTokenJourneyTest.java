package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import shop.orderly.contracts.inventory.v1.ReserveRequest;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc;
import shop.orderly.platform.identity.GrpcTls;
import shop.orderly.platform.identity.ServiceIdentity;
import shop.orderly.platform.identity.ServiceTokenCredentials;

/** The reservations of the running shop, called on a connection that shows order-saga's certificate. */
class ServiceTokenJourneyTest {
    private static final String ORDERS = "order-saga";

    private final ServiceIdentity orders = ServiceIdentity.in(TestShop.certificates(ORDERS), ORDERS);
    private final ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                    "localhost", TestShop.ports().of(Shop.GRPC), GrpcTls.channel(orders))
            .build();

    @AfterEach
    void hangUp() {
        channel.shutdownNow();
    }

    @Test
    void aUsersTokenIsNoServicesToken() {
        var token = Almighty.somebody().token();
        refuses(bearer(token));
        refuses(bearer(Forge.of(token)
                .claiming(
                        Forge.with(Forge.with(Forge.of(token).claims(), "aud", "orderly.service"), "typ", "service"))));
    }

    @Test
    void aTokenForUsersByTheCertificatesKeyIsNoServicesToken() {
        var user = ServiceForge.of(ORDERS).token("orderly.user", "access");
        refuses(bearer(user));
    }

    @Test
    void theServicesOwnTokenIsHeard() {
        assertThatThrownBy(() -> reserve(ServiceTokenCredentials.of(orders, Clock.systemUTC())))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
    }

    private void refuses(CallCredentials credentials) {
        assertThatThrownBy(() -> reserve(credentials))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
    }

    private void reserve(CallCredentials credentials) {
        var unused = StockReservationsGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .withCallCredentials(credentials)
                .reserve(ReserveRequest.getDefaultInstance());
    }

    private static CallCredentials bearer(String token) {
        return new CallCredentials() {
            @Override
            public void applyRequestMetadata(RequestInfo call, Executor executor, MetadataApplier applier) {
                var headers = new Metadata();
                headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
                applier.apply(headers);
            }
        };
    }
}
