package shop.orderly.orders.adapter;

import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.inventory.Shortage;
import shop.orderly.contracts.inventory.v1.CommitRequest;
import shop.orderly.contracts.inventory.v1.Line;
import shop.orderly.contracts.inventory.v1.ReleaseRequest;
import shop.orderly.contracts.inventory.v1.ReserveRequest;
import shop.orderly.contracts.inventory.v1.ReserveResponse;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc.StockReservationsBlockingStub;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.orders.api.StockAnswer;
import shop.orderly.orders.api.StockReservations;

/**
 * Asks inventory over gRPC, with a deadline on every call.
 *
 * <table>
 * <tr><th>status code<th>answer
 * <tr><td>UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED, RESOURCE_EXHAUSTED, CANCELLED<td>try again
 * <tr><td>NOT_FOUND<td>gone
 * <tr><td>any other<td>fault
 * </table>
 */
public final class GrpcStockReservations implements StockReservations {

    private static final Logger log = LoggerFactory.getLogger(GrpcStockReservations.class);

    private final StockReservationsBlockingStub inventory;
    private final Duration deadline;

    /** @param deadline how long one call may take */
    public GrpcStockReservations(StockReservationsBlockingStub inventory, Duration deadline) {
        this.inventory = inventory;
        this.deadline = deadline;
    }

    @Override
    public StockAnswer reserve(OrderId order, int attempt, List<ReservedLine> lines) {
        var request = ReserveRequest.newBuilder()
                .setOrderId(order.value())
                .setAttempt(attempt)
                .addAllLines(lines.stream().map(GrpcStockReservations::line).toList())
                .build();
        return ask("reserve", order, stub -> reserved(stub.reserve(request)));
    }

    @Override
    public StockAnswer commit(OrderId order, int attempt) {
        var request = CommitRequest.newBuilder()
                .setOrderId(order.value())
                .setAttempt(attempt)
                .build();
        return ask("commit", order, stub -> {
            var status = stub.commit(request).getStatus();
            return switch (status) {
                case RESERVATION_STATUS_COMMITTED -> new StockAnswer.Committed();
                case RESERVATION_STATUS_EXPIRED,
                        RESERVATION_STATUS_RELEASED,
                        RESERVATION_STATUS_RETURNED,
                        RESERVATION_STATUS_REJECTED -> new StockAnswer.Gone();
                default -> senseless("commit", status);
            };
        });
    }

    @Override
    public StockAnswer release(OrderId order, int attempt) {
        var request = ReleaseRequest.newBuilder()
                .setOrderId(order.value())
                .setAttempt(attempt)
                .build();
        return ask("release", order, stub -> {
            var status = stub.release(request).getStatus();
            return switch (status) {
                case RESERVATION_STATUS_EXPIRED,
                        RESERVATION_STATUS_RELEASED,
                        RESERVATION_STATUS_RETURNED,
                        RESERVATION_STATUS_REJECTED -> new StockAnswer.Gone();
                default -> senseless("release", status);
            };
        });
    }

    private StockAnswer ask(String call, OrderId order, Function<StockReservationsBlockingStub, StockAnswer> question) {
        try {
            return question.apply(inventory.withDeadline(Deadline.after(deadline.toMillis(), TimeUnit.MILLISECONDS)));
        } catch (StatusRuntimeException e) {
            log.info("Inventory could not {} for order {}: {}", call, order, e.getStatus());
            return failed(call, e.getStatus());
        }
    }

    private static StockAnswer reserved(ReserveResponse response) {
        return switch (response.getStatus()) {
            case RESERVATION_STATUS_HELD -> new StockAnswer.Held();
            case RESERVATION_STATUS_COMMITTED -> new StockAnswer.Committed();
            case RESERVATION_STATUS_REJECTED ->
                new StockAnswer.Refused(response.getShortagesList().stream()
                        .map(it -> new Shortage(new ProductId(it.getProductId()), it.getWanted(), it.getAvailable()))
                        .toList());
            case RESERVATION_STATUS_EXPIRED, RESERVATION_STATUS_RELEASED, RESERVATION_STATUS_RETURNED ->
                new StockAnswer.Gone();
            default -> senseless("reserve", response.getStatus());
        };
    }

    /** Only the code travels on into the order: a description may carry anything. */
    private static StockAnswer failed(String call, Status status) {
        var reason = "Inventory answered " + status.getCode() + " to " + call;
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED, RESOURCE_EXHAUSTED, CANCELLED ->
                new StockAnswer.TryAgain(reason);
            case NOT_FOUND -> new StockAnswer.Gone();
            default -> new StockAnswer.Fault(reason);
        };
    }

    private static StockAnswer senseless(String call, Enum<?> status) {
        return new StockAnswer.Fault("Inventory answered " + status + " to " + call);
    }

    private static Line line(ReservedLine line) {
        return Line.newBuilder()
                .setProductId(line.productId().value())
                .setQuantity(line.quantity())
                .build();
    }
}
