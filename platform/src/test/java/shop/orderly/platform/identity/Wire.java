package shop.orderly.platform.identity;

import io.grpc.CallCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.inventory.v1.CommitRequest;
import shop.orderly.contracts.inventory.v1.CommitResponse;
import shop.orderly.contracts.inventory.v1.ReserveRequest;
import shop.orderly.contracts.inventory.v1.ReserveResponse;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc.StockReservationsBlockingStub;

/** A gRPC server as every service has it, on a real port, and clients that show what a test wants them to show. */
final class Wire implements AutoCloseable {

    /** Who called, as the method saw it. */
    final List<String> callers = new ArrayList<>();

    private final List<ManagedChannel> channels = new ArrayList<>();
    private final Server server;

    Wire(ServiceIdentity identity, ServerTransportFilter handshakes, Refusals refusals, Clock clock) throws Exception {
        var access = MethodAccess.nobody().and(StockReservationsGrpc.getReserveMethod(), "order-saga");
        server = NettyServerBuilder.forPort(0, GrpcTls.server(identity))
                .addTransportFilter(handshakes)
                .intercept(new CallerCheck(access, refusals, clock))
                .addService(new Stock())
                .build()
                .start();
    }

    StockReservationsBlockingStub stub(SslContext tls) {
        var channel = NettyChannelBuilder.forAddress("localhost", server.getPort())
                .sslContext(tls)
                .build();
        channels.add(channel);
        return StockReservationsGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    int port() {
        return server.getPort();
    }

    /** A client's TLS with this folder's certificate, or none; it trusts the authority beside {@code trust}. */
    static SslContext tls(@Nullable Path home, Path trust, String protocol) throws Exception {
        var builder = SslContextBuilder.forClient();
        if (home != null) {
            builder.keyManager(file(home, "tls.crt"), file(home, "tls.key"));
        }
        return GrpcSslContexts.configure(builder, SslProvider.JDK)
                .trustManager(file(trust, "ca.crt"))
                .protocols(protocol)
                .build();
    }

    static CallCredentials bearer(String token) {
        return new CallCredentials() {
            @Override
            public void applyRequestMetadata(RequestInfo call, Executor executor, MetadataApplier applier) {
                var headers = new Metadata();
                headers.put(ServiceTokenCredentials.AUTHORIZATION, "Bearer " + token);
                applier.apply(headers);
            }
        };
    }

    private static File file(Path home, String name) {
        return home.resolve(name).toFile();
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        server.shutdownNow();
    }

    private final class Stock extends StockReservationsGrpc.StockReservationsImplBase {

        @Override
        public void reserve(ReserveRequest request, StreamObserver<ReserveResponse> answer) {
            callers.add(GrpcPeer.current().orElseThrow());
            answer.onNext(ReserveResponse.getDefaultInstance());
            answer.onCompleted();
        }

        @Override
        public void commit(CommitRequest request, StreamObserver<CommitResponse> answer) {
            answer.onNext(CommitResponse.getDefaultInstance());
            answer.onCompleted();
        }
    }
}
