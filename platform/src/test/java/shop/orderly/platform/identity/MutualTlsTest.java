package shop.orderly.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.orderly.contracts.inventory.v1.CommitRequest;
import shop.orderly.contracts.inventory.v1.ReserveRequest;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc.StockReservationsBlockingStub;
import shop.orderly.platform.identity.CallRefusedException.Reason;

/** Who gets in: real certificates, real sockets, real gRPC. */
class MutualTlsTest {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final String RESERVE = "inventory.v1.StockReservations/Reserve";

    @TempDir
    static Path temp;

    private static Path inventory;
    private static Path orders;
    private static Path payments;
    private static Path ended;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Wire wire;

    @BeforeAll
    static void certify() {
        var longAgo = Clock.offset(CLOCK, Duration.ofDays(-400));
        ended = CertificateAuthority.in(temp.resolve("ours"), longAgo).certify("gateway");
        var authority = CertificateAuthority.in(temp.resolve("ours"), CLOCK);
        inventory = authority.certify("product-command");
        orders = authority.certify("order-saga");
        payments = authority.certify("payments");
    }

    @BeforeEach
    void serve() throws Exception {
        var refusals = new Refusals(meters);
        wire = new Wire(ServiceIdentity.in(inventory, "product-command"), new Handshakes(refusals), refusals, CLOCK);
    }

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void theRightCertificateWithItsOwnTokenGetsInAndIsKnown() {
        var stub = as(orders, "order-saga");
        reserve(stub);
        reserve(stub);
        assertThat(wire.callers).containsExactly("order-saga", "order-saga");
        assertThat(GrpcPeer.current()).isEmpty();
        assertThat(meters.find(Refusals.METER).counters()).isEmpty();
    }

    @Test
    void aCertificateWithoutATokenIsNotEnough() throws Exception {
        refused(stub(orders), Status.Code.UNAUTHENTICATED, Reason.NO_TOKEN);
    }

    @Test
    void aTokenWithoutACertificateHasNoHandshake() throws Exception {
        noHandshake(wire.stub(Wire.tls(null, orders, "TLSv1.3"))
                .withCallCredentials(Wire.bearer(token(orders, "order-saga"))));
    }

    @Test
    void aCertificateOfAnotherAuthorityHasNoHandshake() throws Exception {
        var stranger = CertificateAuthority.in(temp.resolve("theirs"), CLOCK).certify("order-saga");
        noHandshake(wire.stub(Wire.tls(stranger, orders, "TLSv1.3")));
    }

    @Test
    void aCertificateThatHasEndedHasNoHandshake() throws Exception {
        noHandshake(wire.stub(Wire.tls(ended, orders, "TLSv1.3")));
    }

    @Test
    void theVersionBeforeHasNoHandshake() throws Exception {
        noHandshake(wire.stub(Wire.tls(orders, orders, "TLSv1.2")));
    }

    @Test
    void plaintextHasNoHandshake() {
        var channel = NettyChannelBuilder.forAddress("localhost", wire.port())
                .usePlaintext()
                .build();
        try {
            noHandshake(StockReservationsGrpc.newBlockingStub(channel));
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void anotherServiceIsTurnedAwayThoughItIsWhoItSays() {
        refused(as(payments, "payments"), Status.Code.PERMISSION_DENIED, Reason.NOT_ALLOWED);
    }

    @Test
    void aMethodThatIsNotInTheTableIsForNobody() {
        var failure = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> as(orders, "order-saga").commit(CommitRequest.getDefaultInstance()));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void aStolenTokenIsWorthNothingOnAnotherConnection() throws Exception {
        var stolen = stub(payments).withCallCredentials(Wire.bearer(token(orders, "order-saga")));
        refused(stolen, Status.Code.UNAUTHENTICATED, Reason.WRONG_SIGNATURE);
    }

    @Test
    void aTokenIsNotSentToWhomItCannotBeSentInSecret() throws Exception {
        var server = NettyServerBuilder.forPort(0).build().start();
        var channel = NettyChannelBuilder.forAddress("localhost", server.getPort())
                .usePlaintext()
                .build();
        try {
            var stub = StockReservationsGrpc.newBlockingStub(channel)
                    .withCallCredentials(credentials(orders, "order-saga"));
            var failure = catchThrowableOfType(StatusRuntimeException.class, () -> reserve(stub));
            assertThat(failure.getStatus().getDescription()).contains("TLS only");
        } finally {
            channel.shutdownNow();
            server.shutdownNow();
        }
    }

    @Test
    void aServerOfAnotherNameIsNotBelieved() throws Exception {
        var channel = NettyChannelBuilder.forAddress("localhost", wire.port())
                .sslContext(ReloadedSslContext.ofClient(ServiceIdentity.in(orders, "order-saga")))
                .overrideAuthority("payments")
                .build();
        try {
            var failure = catchThrowableOfType(
                    StatusRuntimeException.class, () -> reserve(StockReservationsGrpc.newBlockingStub(channel)));
            assertThat(failure).hasStackTraceContaining("No subject alternative DNS name matching payments");
        } finally {
            channel.shutdownNow();
        }
    }

    private StockReservationsBlockingStub as(Path home, String service) {
        return wire.stub(ReloadedSslContext.ofClient(ServiceIdentity.in(home, service)))
                .withCallCredentials(credentials(home, service));
    }

    private StockReservationsBlockingStub stub(Path home) throws Exception {
        return wire.stub(Wire.tls(home, home, "TLSv1.3"));
    }

    private static ServiceTokenCredentials credentials(Path home, String service) {
        return ServiceTokenCredentials.of(ServiceIdentity.in(home, service), CLOCK);
    }

    private static String token(Path home, String service) {
        var identity = ServiceIdentity.in(home, service);
        return new ServiceTokens(identity, CLOCK)
                .onConnectionWith(identity.certificate())
                .orElseThrow();
    }

    private static void reserve(StockReservationsBlockingStub stub) {
        var unused = stub.reserve(ReserveRequest.getDefaultInstance());
    }

    private void noHandshake(StockReservationsBlockingStub stub) {
        var failure = catchThrowableOfType(
                StatusRuntimeException.class, () -> stub.reserve(ReserveRequest.getDefaultInstance()));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        await().atMost(Duration.ofSeconds(5)).until(() -> counted(Reason.NO_HANDSHAKE, "none") >= 1);
        assertThat(wire.callers).isEmpty();
    }

    private void refused(StockReservationsBlockingStub stub, Status.Code code, Reason reason) {
        var failure = catchThrowableOfType(
                StatusRuntimeException.class, () -> stub.reserve(ReserveRequest.getDefaultInstance()));
        assertThat(failure.getStatus().getCode()).isEqualTo(code);
        assertThat(StatusProto.fromThrowable(failure).getDetailsList())
                .singleElement()
                .satisfies(detail -> assertThat(detail.unpack(ErrorInfo.class).getReason())
                        .isEqualTo(reason.name().toLowerCase(Locale.ROOT)));
        assertThat(counted(reason, RESERVE)).isEqualTo(1);
        assertThat(wire.callers).isEmpty();
    }

    private double counted(Reason reason, String method) {
        var counter = meters.find(Refusals.METER)
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .tag("method", method)
                .counter();
        return counter == null ? 0 : counter.count();
    }
}
