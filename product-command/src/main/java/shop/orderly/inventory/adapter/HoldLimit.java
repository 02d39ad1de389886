package shop.orderly.inventory.adapter;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.inventory.ReservationCommitted;
import shop.orderly.contracts.inventory.ReservationHeld;
import shop.orderly.contracts.inventory.ReservationId;
import shop.orderly.contracts.inventory.ReservationReleased;
import shop.orderly.platform.processing.DurableTasks;

/** Sees to it that every hold ends: keeps a durable deadline as long as the hold stands. */
@Component
@ProcessingGroup("hold-limit")
class HoldLimit {

    private final DurableTasks tasks;
    private final OneTimeTask<ReservationHoldDeadline> expiry;

    HoldLimit(DurableTasks tasks, OneTimeTask<ReservationHoldDeadline> reservationHoldTask) {
        this.tasks = tasks;
        this.expiry = reservationHoldTask;
    }

    @EventHandler
    void on(ReservationHeld event) {
        tasks.schedule(deadlineOf(event.reservationId()), event.expiresAt());
    }

    @EventHandler
    void on(ReservationCommitted event) {
        tasks.cancel(deadlineOf(event.reservationId()));
    }

    @EventHandler
    void on(ReservationReleased event) {
        tasks.cancel(deadlineOf(event.reservationId()));
    }

    private TaskInstance<ReservationHoldDeadline> deadlineOf(ReservationId id) {
        return expiry.instance(id.value(), new ReservationHoldDeadline(id));
    }
}
