package shop.orderly.orders.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderStatus;

/**
 * How the fulfilment of one order goes; eventually consistent, group {@code saga-view}.
 *
 * @param step what is under way or tried next; null while the order waits for its customer's money, and at rest
 * @param attempt the newest reservation, from 1 upwards
 * @param failures how often the step failed in a row; 0 = not at all
 * @param nextAttemptAt when it is tried again; null if nothing failed
 * @param startedAt when the order was placed
 * @param version of the order's last event that the row shows
 */
public record SagaView(
        OrderId orderId,
        SagaState state,
        @Nullable FulfilmentStep step,
        int attempt,
        int failures,
        @Nullable String lastError,
        @Nullable Instant nextAttemptAt,
        Instant startedAt,
        OrderStatus orderStatus,
        long version,
        Instant updatedAt) {}
