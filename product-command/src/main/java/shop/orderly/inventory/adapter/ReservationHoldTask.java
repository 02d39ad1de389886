package shop.orderly.inventory.adapter;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import java.time.Clock;
import java.time.Duration;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import shop.orderly.inventory.api.ExpireReservation;
import shop.orderly.inventory.api.ReservationAnswer;
import shop.orderly.inventory.api.ReservationStatus;
import shop.orderly.platform.processing.Retries;

/** Ends a hold whose time has come; tried again, ever more slowly, until it has ended. */
@Component
class ReservationHoldTask extends OneTimeTask<ReservationHoldDeadline> {

    private final ObjectProvider<CommandGateway> commands;
    private final Clock clock;

    /** @param commands asked for late, since the command bus waits for the scheduler that waits for this task */
    ReservationHoldTask(ObjectProvider<CommandGateway> commands, Clock clock) {
        super(
                "reservation-hold",
                ReservationHoldDeadline.class,
                Retries.doubling(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                null);
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public void executeOnce(TaskInstance<ReservationHoldDeadline> task, ExecutionContext context) {
        var id = task.getData().reservationId();
        ReservationAnswer answer = commands.getObject().sendAndWait(new ExpireReservation(id, clock.instant()));
        if (answer.status() == ReservationStatus.HELD) {
            throw new IllegalStateException(id + " is due here but not by the clock of whoever held it");
        }
    }
}
