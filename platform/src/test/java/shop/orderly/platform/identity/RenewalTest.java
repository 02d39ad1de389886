package shop.orderly.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import shop.orderly.contracts.inventory.v1.ReserveRequest;
import shop.orderly.contracts.inventory.v1.ReserveResponse;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc;

/** Certificates are replaced on disk while calls go on. */
class RenewalTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    private final AtomicReference<BigInteger> callersSerial = new AtomicReference<>(BigInteger.ZERO);

    @Test
    void bothEndsTakeNewCertificatesWithoutOneFailedCall() throws Exception {
        var authority = CertificateAuthority.in(temp, Clock.systemUTC());
        try (var inventory = service(authority.certify("product-command"), "product-command");
                var orders = service(authority.certify("order-saga"), "order-saga")) {
            var serving = inventory.getBean(ServiceIdentity.class);
            var calling = orders.getBean(ServiceIdentity.class);
            var server = server(serving);
            var channel = Grpc.newChannelBuilderForAddress("localhost", server.getPort(), GrpcTls.channel(calling))
                    .build();
            calling.onRenewal(channel::enterIdle);
            try {
                renewWhileCalling(authority, serving, calling, channel);
            } finally {
                channel.shutdownNow();
                server.shutdownNow();
            }
        }
    }

    private void renewWhileCalling(
            CertificateAuthority authority, ServiceIdentity serving, ServiceIdentity calling, ManagedChannel channel) {
        var stub = StockReservationsGrpc.newBlockingStub(channel)
                .withCallCredentials(ServiceTokenCredentials.of(calling, Clock.systemUTC()));
        var isOver = new AtomicBoolean();
        var done = new AtomicInteger();
        var calls = CompletableFuture.runAsync(() -> {
            while (!isOver.get()) {
                var unused = stub.reserve(ReserveRequest.getDefaultInstance());
                done.incrementAndGet();
            }
        });
        await().atMost(LIMIT).until(() -> done.get() > 100);
        var old = calling.certificate().getSerialNumber();
        assertThat(callersSerial).hasValue(old);
        authority.renew("product-command");
        authority.renew("order-saga");
        await().atMost(LIMIT).until(() -> !old.equals(callersSerial.get()));
        var soFar = done.get();
        await().atMost(LIMIT).until(() -> done.get() > soFar + 100 || calls.isDone());
        isOver.set(true);
        assertThat(calls).succeedsWithin(LIMIT);
        assertThat(callersSerial).hasValue(calling.certificate().getSerialNumber());
        assertThat(serving.certificate()).isEqualTo(read("product-command"));
        assertThat(calling.certificate()).isEqualTo(read("order-saga"));
    }

    private X509Certificate read(String service) {
        return ServiceIdentity.in(temp.resolve(service), service).certificate();
    }

    private Server server(ServiceIdentity identity) throws Exception {
        var access = MethodAccess.nobody().and(StockReservationsGrpc.getReserveMethod(), "order-saga");
        return Grpc.newServerBuilderForPort(0, GrpcTls.server(identity))
                .intercept(CallerCheck.of(access, new SimpleMeterRegistry(), Clock.systemUTC()))
                .intercept(new Serials())
                .addService(new StockReservationsGrpc.StockReservationsImplBase() {
                    @Override
                    public void reserve(ReserveRequest request, StreamObserver<ReserveResponse> answer) {
                        answer.onNext(ReserveResponse.getDefaultInstance());
                        answer.onCompleted();
                    }
                })
                .build()
                .start();
    }

    private static ConfigurableApplicationContext service(Path home, String name) {
        return new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "spring.config.name=none", "logging.config=")
                .run(
                        "--spring.application.name=" + name,
                        "--ORDERLY_CERTS=" + home,
                        "--spring.ssl.bundle.watch.file.quiet-period=200ms");
    }

    @ImportAutoConfiguration({SslAutoConfiguration.class, IdentityAutoConfiguration.class})
    static class Service {}

    private final class Serials implements ServerInterceptor {

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            var session = Objects.requireNonNull(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
            try {
                callersSerial.set(((X509Certificate) session.getPeerCertificates()[0]).getSerialNumber());
            } catch (SSLPeerUnverifiedException e) {
                throw new IllegalStateException(e);
            }
            return next.startCall(call, headers);
        }
    }
}
