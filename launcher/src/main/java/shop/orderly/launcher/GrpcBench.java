package shop.orderly.launcher;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import shop.orderly.contracts.inventory.v1.ReserveRequest;
import shop.orderly.contracts.inventory.v1.ReserveResponse;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc.StockReservationsBlockingStub;
import shop.orderly.platform.identity.CallerCheck;
import shop.orderly.platform.identity.CertificateAuthority;
import shop.orderly.platform.identity.GrpcTls;
import shop.orderly.platform.identity.MethodAccess;
import shop.orderly.platform.identity.ServiceIdentity;
import shop.orderly.platform.identity.ServiceTokenCredentials;

/**
 * What certificate, service token and method table cost a gRPC call: two servers in this JVM that answer at once, one
 * in plaintext, one as in production, called in turn, round by round.
 */
final class GrpcBench implements AutoCloseable {

    private static final int ROUNDS = 9;

    private final Server plainServer;
    private final Server safeServer;
    private final ManagedChannel plainChannel;
    private final ManagedChannel safeChannel;
    private final StockReservationsBlockingStub plain;
    private final StockReservationsBlockingStub safe;

    GrpcBench(Path certificates) throws IOException {
        var authority = CertificateAuthority.in(certificates, Clock.systemUTC());
        var inventory = ServiceIdentity.in(authority.certify("product-command"), "product-command");
        var orders = ServiceIdentity.in(authority.certify("order-saga"), "order-saga");
        var access = MethodAccess.nobody().and(StockReservationsGrpc.getReserveMethod(), "order-saga");
        plainServer = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(new Stock())
                .build()
                .start();
        safeServer = Grpc.newServerBuilderForPort(0, GrpcTls.server(inventory))
                .intercept(CallerCheck.of(access, new SimpleMeterRegistry(), Clock.systemUTC()))
                .addService(new Stock())
                .build()
                .start();
        plainChannel = Grpc.newChannelBuilderForAddress(
                        "localhost", plainServer.getPort(), InsecureChannelCredentials.create())
                .build();
        safeChannel = Grpc.newChannelBuilderForAddress("localhost", safeServer.getPort(), GrpcTls.channel(orders))
                .build();
        plain = StockReservationsGrpc.newBlockingStub(plainChannel);
        safe = StockReservationsGrpc.newBlockingStub(safeChannel)
                .withCallCredentials(ServiceTokenCredentials.of(orders, Clock.systemUTC()));
    }

    /** @param calls of each caller in each round */
    String compare(int callers, int calls) throws InterruptedException, ExecutionException {
        micros(plain, callers, calls);
        micros(safe, callers, calls);
        var before = new double[ROUNDS];
        var after = new double[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            before[round] = micros(plain, callers, calls);
            after[round] = micros(safe, callers, calls);
        }
        var ratios = IntStream.range(0, ROUNDS)
                .mapToDouble(i -> after[i] / before[i])
                .toArray();
        return String.format(
                Locale.ROOT,
                "%d caller(s), %d rounds of %d calls each: plaintext %.0f \u00b5s, with identity %.0f \u00b5s a call;"
                        + " median ratio %.2f (%.2f to %.2f)",
                callers,
                ROUNDS,
                calls,
                median(before),
                median(after),
                median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
    }

    /** What one call takes, as each caller sees it. */
    private static double micros(StockReservationsBlockingStub stub, int callers, int calls)
            throws InterruptedException, ExecutionException {
        var request = ReserveRequest.newBuilder().setOrderId("order-1").build();
        Callable<Void> caller = () -> {
            for (var i = 0; i < calls; i++) {
                var unused = stub.reserve(request);
            }
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(callers)) {
            var start = System.nanoTime();
            for (var done : threads.invokeAll(Collections.nCopies(callers, caller))) {
                done.get();
            }
            return (System.nanoTime() - start) / 1_000.0 / calls;
        }
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    @Override
    public void close() {
        plainChannel.shutdownNow();
        safeChannel.shutdownNow();
        plainServer.shutdownNow();
        safeServer.shutdownNow();
    }

    private static final class Stock extends StockReservationsGrpc.StockReservationsImplBase {
        @Override
        public void reserve(ReserveRequest request, StreamObserver<ReserveResponse> answer) {
            answer.onNext(ReserveResponse.getDefaultInstance());
            answer.onCompleted();
        }
    }
}
