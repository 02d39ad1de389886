package shop.orderly.inventory.adapter;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import shop.orderly.inventory.api.ReservationAnswer;
import shop.orderly.platform.access.Identities;
import shop.orderly.platform.access.Identity;
import shop.orderly.platform.identity.GrpcPeer;

/**
 * One call from order-saga: a command, its answer, a count of what came of it. Nothing is begun for a caller who has
 * given up.
 */
@Component
class ReservationCalls {

    private static final Logger log = LoggerFactory.getLogger(ReservationCalls.class);

    private final CommandGateway commands;
    private final MeterRegistry meters;

    ReservationCalls(CommandGateway commands, MeterRegistry meters) {
        this.commands = commands;
        this.meters = meters;
    }

    /** @param name the call's name; counted as {@code inventory_<name>_total{result}} */
    <R> void serve(
            String name, StreamObserver<R> caller, Supplier<Object> command, Function<ReservationAnswer, R> response) {
        ((ServerCallStreamObserver<R>) caller)
                .setOnCancelHandler(() -> log.debug("Nobody waits for {} any more", name));
        R reply;
        try {
            var answer = send(GrpcFailures.valid(command));
            count(name, answer.status().name());
            reply = response.apply(answer);
        } catch (RuntimeException failure) {
            var status = GrpcFailures.statusOf(failure);
            count(name, status.getStatus().getCode().name());
            caller.onError(status);
            return;
        }
        caller.onNext(reply);
        caller.onCompleted();
    }

    /** On this thread, repetitions after a lost race included: they take less than a second. */
    private ReservationAnswer send(Object command) {
        var deadline = Context.current().getDeadline();
        if (Context.current().isCancelled() || (deadline != null && deadline.isExpired())) {
            throw GrpcFailures.tooLate();
        }
        var caller = GrpcPeer.current().map(Identity::service).orElseThrow(GrpcFailures::nobody);
        return Identities.as(caller, () -> commands.sendAndWait(command));
    }

    private void count(String name, String result) {
        meters.counter("inventory." + name, "result", result.toLowerCase(Locale.ROOT))
                .increment();
    }
}
