package shop.orderly.orders.process;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.orders.api.PendingTimers;
import shop.orderly.orders.api.ResumeFulfilment;
import shop.orderly.orders.api.StalledOrders;

/**
 * Finds orders that are not finished and that nothing will push any more, and resumes them: no saga looks after them, or
 * their saga waits for a timer that the scheduler does not have, or for nothing at all. None should ever be found: each
 * one is logged as a warning, and the order's timeline shows the resumption.
 */
public final class OrderSweeper {

    private static final Logger log = LoggerFactory.getLogger(OrderSweeper.class);
    private static final int PAGE = 200;

    private final StalledOrders orders;
    private final SagaStore<Object> sagas;
    private final PendingTimers timers;
    private final Predicate<OrderId> told;
    private final CommandGateway commands;
    private final Clock clock;
    private final Supplier<String> ids;
    private final Duration after;

    /**
     * @param told whether the sagas have handled all events of an order so far; otherwise one is on its way, which may
     *     push it
     * @param ids makes the id of each resumption
     * @param after how long nothing must have happened to an order
     */
    public OrderSweeper(
            StalledOrders orders,
            SagaStore<Object> sagas,
            PendingTimers timers,
            Predicate<OrderId> told,
            CommandGateway commands,
            Clock clock,
            Supplier<String> ids,
            Duration after) {
        this.orders = orders;
        this.sagas = sagas;
        this.timers = timers;
        this.told = told;
        this.commands = commands;
        this.clock = clock;
        this.ids = ids;
        this.after = after;
    }

    /**
     * Goes through all unfinished orders once.
     *
     * @return how many it resumed
     */
    public int sweep() {
        var since = clock.instant().minus(after);
        var resumed = 0;
        @Nullable OrderId last = null;
        while (true) {
            var page = orders.waitingSince(since, last, PAGE);
            for (var order : page) {
                resumed += isForgotten(order) && resume(order) ? 1 : 0;
                last = order;
            }
            if (page.size() < PAGE) {
                return resumed;
            }
        }
    }

    /** Looked at twice: a saga that is at work between two looks has another timer, or none, at the second. */
    private boolean isForgotten(OrderId order) {
        return !isLookedAfter(order) && told.test(order) && !isLookedAfter(order);
    }

    private boolean isLookedAfter(OrderId order) {
        return sagas.findSagas(OrderFulfilmentSaga.class, new AssociationValue("orderId", order.value())).stream()
                .map(id -> sagas.loadSaga(OrderFulfilmentSaga.class, id))
                .anyMatch(entry -> entry != null && entry.saga().isAwake(timers));
    }

    private boolean resume(OrderId order) {
        try {
            commands.sendAndWait(new ResumeFulfilment(order, ids.get()));
            log.warn("Order {} was not finished and nothing would have pushed it; resumed", order);
            return true;
        } catch (RefusedException refused) {
            log.debug("Order {} needs nothing: {}", order, refused.refusal());
            return false;
        } catch (RuntimeException e) {
            log.warn("Order {} could not be resumed; the next sweep tries again", order, e);
            return false;
        }
    }
}
