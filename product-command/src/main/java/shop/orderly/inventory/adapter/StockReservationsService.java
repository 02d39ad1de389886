package shop.orderly.inventory.adapter;

import io.grpc.stub.StreamObserver;
import java.time.Clock;
import org.springframework.grpc.server.service.GrpcService;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.ReservationId;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.inventory.Shortage;
import shop.orderly.contracts.inventory.v1.CommitRequest;
import shop.orderly.contracts.inventory.v1.CommitResponse;
import shop.orderly.contracts.inventory.v1.ReleaseRequest;
import shop.orderly.contracts.inventory.v1.ReleaseResponse;
import shop.orderly.contracts.inventory.v1.ReservationStatus;
import shop.orderly.contracts.inventory.v1.ReserveRequest;
import shop.orderly.contracts.inventory.v1.ReserveResponse;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.inventory.api.CommitReservation;
import shop.orderly.inventory.api.ReleaseReservation;
import shop.orderly.inventory.api.ReservationAnswer;
import shop.orderly.inventory.api.ReserveStock;

/** Serves reservations to order-saga. Whatever goes wrong becomes a status by {@link GrpcFailures}. */
@GrpcService
class StockReservationsService extends StockReservationsGrpc.StockReservationsImplBase {

    private final ReservationCalls calls;
    private final HoldTerms terms;
    private final Clock clock;

    StockReservationsService(ReservationCalls calls, HoldTerms terms, Clock clock) {
        this.calls = calls;
        this.terms = terms;
        this.clock = clock;
    }

    @Override
    public void reserve(ReserveRequest request, StreamObserver<ReserveResponse> caller) {
        calls.serve(
                "reserve",
                caller,
                () -> reserveStock(request),
                answer -> ReserveResponse.newBuilder()
                        .setStatus(status(answer))
                        .addAllShortages(answer.shortages().stream()
                                .map(StockReservationsService::shortage)
                                .toList())
                        .build());
    }

    @Override
    public void release(ReleaseRequest request, StreamObserver<ReleaseResponse> caller) {
        calls.serve(
                "release",
                caller,
                () -> new ReleaseReservation(
                        reservation(request.getOrderId(), request.getAttempt()), new OrderId(request.getOrderId())),
                answer -> ReleaseResponse.newBuilder().setStatus(status(answer)).build());
    }

    @Override
    public void commit(CommitRequest request, StreamObserver<CommitResponse> caller) {
        calls.serve(
                "commit",
                caller,
                () -> new CommitReservation(reservation(request.getOrderId(), request.getAttempt())),
                answer -> CommitResponse.newBuilder().setStatus(status(answer)).build());
    }

    private ReserveStock reserveStock(ReserveRequest request) {
        var lines = request.getLinesList().stream()
                .map(line -> new ReservedLine(new ProductId(line.getProductId()), line.getQuantity()))
                .toList();
        return new ReserveStock(
                reservation(request.getOrderId(), request.getAttempt()),
                new OrderId(request.getOrderId()),
                lines,
                terms.endOfHoldBegunAt(clock.instant()));
    }

    private static ReservationId reservation(String orderId, int attempt) {
        return ReservationId.of(new OrderId(orderId), attempt);
    }

    private static ReservationStatus status(ReservationAnswer answer) {
        return switch (answer.status()) {
            case HELD -> ReservationStatus.RESERVATION_STATUS_HELD;
            case REJECTED -> ReservationStatus.RESERVATION_STATUS_REJECTED;
            case COMMITTED -> ReservationStatus.RESERVATION_STATUS_COMMITTED;
            case RELEASED -> ReservationStatus.RESERVATION_STATUS_RELEASED;
            case RETURNED -> ReservationStatus.RESERVATION_STATUS_RETURNED;
            case EXPIRED -> ReservationStatus.RESERVATION_STATUS_EXPIRED;
        };
    }

    private static shop.orderly.contracts.inventory.v1.Shortage shortage(Shortage shortage) {
        return shop.orderly.contracts.inventory.v1.Shortage.newBuilder()
                .setProductId(shortage.productId().value())
                .setWanted(shortage.wanted())
                .setAvailable(shortage.available())
                .build();
    }
}
