package shop.orderly.orders.web;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.orders.api.FulfilmentStep;
import shop.orderly.orders.api.SagaState;
import shop.orderly.orders.api.SagaView;

/** How an order's fulfilment goes, as HTTP shows it. */
record SagaResponse(
        OrderId orderId,
        SagaState state,
        @Nullable FulfilmentStep step,
        int attempt,
        int failures,
        @Nullable String lastError,
        @Nullable Instant nextAttemptAt,
        Instant startedAt,
        long ageSeconds,
        OrderStatus orderStatus,
        Instant updatedAt) {

    static SagaResponse of(SagaView view, Instant now) {
        return new SagaResponse(
                view.orderId(),
                view.state(),
                view.step(),
                view.attempt(),
                view.failures(),
                view.lastError(),
                view.nextAttemptAt(),
                view.startedAt(),
                Math.max(0, Duration.between(view.startedAt(), now).toSeconds()),
                view.orderStatus(),
                view.updatedAt());
    }
}
