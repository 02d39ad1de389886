package shop.orderly.orders;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.inventory.v1.CommitRequest;
import shop.orderly.contracts.inventory.v1.CommitResponse;
import shop.orderly.contracts.inventory.v1.Line;
import shop.orderly.contracts.inventory.v1.ReleaseRequest;
import shop.orderly.contracts.inventory.v1.ReleaseResponse;
import shop.orderly.contracts.inventory.v1.ReservationStatus;
import shop.orderly.contracts.inventory.v1.ReserveRequest;
import shop.orderly.contracts.inventory.v1.ReserveResponse;
import shop.orderly.contracts.inventory.v1.Shortage;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc;
import shop.orderly.platform.identity.CallerCheck;
import shop.orderly.platform.identity.CertificateAuthority;
import shop.orderly.platform.identity.GrpcTls;
import shop.orderly.platform.identity.MethodAccess;
import shop.orderly.platform.identity.ServiceIdentity;

/** Inventory in a nutshell, on a real port: keeps the words of the contract, and fails when it is told to. */
public final class TestInventory extends StockReservationsGrpc.StockReservationsImplBase implements AutoCloseable {

    private static final CertificateAuthority AUTHORITY = authority();

    private final Map<String, Integer> available = new HashMap<>();
    private final Map<String, ReservationStatus> reservations = new HashMap<>();
    private final Map<String, Map<String, Integer>> held = new HashMap<>();
    private final Deque<Status> failures = new ArrayDeque<>();
    private final Collection<String> traces = new ConcurrentLinkedQueue<>();
    private final Collection<String> calls = new ConcurrentLinkedQueue<>();
    private final Server server;
    private volatile @Nullable Status down;
    private volatile boolean silent;

    public TestInventory() {
        try {
            server = Grpc.newServerBuilderForPort(0, GrpcTls.server(identity("product-command")))
                    .addService(this)
                    .intercept(CallerCheck.of(access(), new SimpleMeterRegistry(), Clock.systemUTC()))
                    .intercept(new TraceReader())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MethodAccess access() {
        return MethodAccess.nobody()
                .and(StockReservationsGrpc.getReserveMethod(), "order-saga")
                .and(StockReservationsGrpc.getReleaseMethod(), "order-saga")
                .and(StockReservationsGrpc.getCommitMethod(), "order-saga");
    }

    /** Where the certificate of this service lies, for {@code ORDERLY_CERTS}. */
    public static Path certificates(String service) {
        return AUTHORITY.certify(service);
    }

    public static ServiceIdentity identity(String service) {
        return ServiceIdentity.in(certificates(service), service);
    }

    private static CertificateAuthority authority() {
        try {
            return CertificateAuthority.in(Files.createTempDirectory("certs"), Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getPort();
    }

    public synchronized void stock(String product, int units) {
        available.put(product, units);
    }

    public synchronized int available(String product) {
        return available.getOrDefault(product, 0);
    }

    public synchronized @Nullable ReservationStatus reservation(String order, int attempt) {
        return reservations.get(order + "-" + attempt);
    }

    /** The next calls fail with these. */
    public synchronized void failNext(Status... statuses) {
        failures.addAll(List.of(statuses));
    }

    /** Every call fails with this until it is null again. */
    public void down(@Nullable Status status) {
        down = status;
    }

    /** Answers nothing from now on. */
    public void hang() {
        silent = true;
    }

    /** A hold outlives its limit. */
    public synchronized void expire(String order, int attempt) {
        giveBack(order + "-" + attempt, ReservationStatus.RESERVATION_STATUS_EXPIRED);
    }

    public List<String> traces() {
        return List.copyOf(traces);
    }

    public List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void reserve(ReserveRequest request, StreamObserver<ReserveResponse> answer) {
        var id = request.getOrderId() + "-" + request.getAttempt();
        calls.add("reserve " + id);
        answer(answer, () -> {
            var wanted = new HashMap<String, Integer>();
            request.getLinesList().forEach(it -> wanted.merge(it.getProductId(), it.getQuantity(), Integer::sum));
            var response = ReserveResponse.newBuilder();
            if (!reservations.containsKey(id)) {
                var isShort = wanted.entrySet().stream().anyMatch(it -> it.getValue() > available(it.getKey()));
                if (!isShort) {
                    wanted.forEach((product, units) -> available.merge(product, -units, Integer::sum));
                    held.put(id, wanted);
                }
                reservations.put(
                        id,
                        isShort
                                ? ReservationStatus.RESERVATION_STATUS_REJECTED
                                : ReservationStatus.RESERVATION_STATUS_HELD);
            }
            var status = reservations.get(id);
            if (status == ReservationStatus.RESERVATION_STATUS_REJECTED) {
                for (Line line : request.getLinesList()) {
                    response.addShortages(Shortage.newBuilder()
                            .setProductId(line.getProductId())
                            .setWanted(line.getQuantity())
                            .setAvailable(available(line.getProductId())));
                }
            }
            return response.setStatus(status).build();
        });
    }

    @Override
    public void commit(CommitRequest request, StreamObserver<CommitResponse> answer) {
        var id = request.getOrderId() + "-" + request.getAttempt();
        calls.add("commit " + id);
        answer(answer, () -> {
            if (!reservations.containsKey(id)) {
                throw Status.NOT_FOUND.asRuntimeException();
            }
            reservations.replace(
                    id, ReservationStatus.RESERVATION_STATUS_HELD, ReservationStatus.RESERVATION_STATUS_COMMITTED);
            return CommitResponse.newBuilder().setStatus(reservations.get(id)).build();
        });
    }

    @Override
    public void release(ReleaseRequest request, StreamObserver<ReleaseResponse> answer) {
        var id = request.getOrderId() + "-" + request.getAttempt();
        calls.add("release " + id);
        answer(answer, () -> {
            var status = reservations.get(id);
            if (status == null || status == ReservationStatus.RESERVATION_STATUS_HELD) {
                giveBack(id, ReservationStatus.RESERVATION_STATUS_RELEASED);
            } else if (status == ReservationStatus.RESERVATION_STATUS_COMMITTED) {
                giveBack(id, ReservationStatus.RESERVATION_STATUS_RETURNED);
            }
            return ReleaseResponse.newBuilder().setStatus(reservations.get(id)).build();
        });
    }

    private void giveBack(String id, ReservationStatus status) {
        reservations.put(id, status);
        var units = held.remove(id);
        if (units != null) {
            units.forEach((product, count) -> available.merge(product, count, Integer::sum));
        }
    }

    private synchronized <T> void answer(StreamObserver<T> answer, Supplier<T> work) {
        if (silent) {
            return;
        }
        var failure = down != null ? down : failures.poll();
        if (failure != null) {
            answer.onError(failure.asRuntimeException());
            return;
        }
        Consumer<T> good = response -> {
            answer.onNext(response);
            answer.onCompleted();
        };
        try {
            good.accept(work.get());
        } catch (io.grpc.StatusRuntimeException e) {
            answer.onError(e);
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class TraceReader implements ServerInterceptor {

        private static final Metadata.Key<String> TRACEPARENT =
                Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            var trace = headers.get(TRACEPARENT);
            if (trace != null) {
                traces.add(trace);
            }
            return next.startCall(call, headers);
        }
    }
}
