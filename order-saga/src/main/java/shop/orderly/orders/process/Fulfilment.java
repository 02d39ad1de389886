package shop.orderly.orders.process;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.orders.api.StockReservations;

/**
 * What the saga has at hand: the stock, the order, the clock and its patience.
 *
 * @param paymentTimeout how long after it was placed an order waits for its money
 * @param pauses between the tries of a step
 * @param stuckAfter failures in a row after which a person should look
 * @param paidPatience how long a paid order waits for its stock before its money goes back
 */
public record Fulfilment(
        StockReservations stock,
        CommandGateway commands,
        Clock clock,
        MeterRegistry meters,
        Duration paymentTimeout,
        RetryPauses pauses,
        int stuckAfter,
        Duration paidPatience) {

    private static final Logger log = LoggerFactory.getLogger(Fulfilment.class);

    Instant now() {
        return clock.instant();
    }

    /**
     * Sends a command to the order.
     *
     * @return false if the order refuses, because it has moved on: its next event tells where to
     */
    boolean tell(Object command) {
        try {
            commands.sendAndWait(command);
            return true;
        } catch (RefusedException refused) {
            log.debug("{} answers {}", command, refused.refusal());
        } catch (AggregateNotFoundException unknown) {
            log.warn("There is no order for {}", command);
        }
        return false;
    }

    /** Counts an order that came to rest. */
    void measure(String outcome, @Nullable Instant placedAt) {
        if (placedAt != null) {
            meters.timer("orderly.orders.fulfilment.duration", "outcome", outcome)
                    .record(Duration.between(placedAt, now()));
        }
    }
}
