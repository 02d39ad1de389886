package shop.orderly.inventory.adapter;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Profile;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc;
import shop.orderly.platform.faults.FaultPoint;

/** Lets calls for stock come late, fail or find nobody, on a developer's machine only. */
@Component
@GlobalServerInterceptor
@Profile("local")
class StockFaults implements ServerInterceptor {

    private final FaultPoint fault;

    StockFaults(@Qualifier("stockFault") FaultPoint fault) {
        this.fault = fault;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var stock = StockReservationsGrpc.SERVICE_NAME.equals(
                call.getMethodDescriptor().getServiceName());
        var failure = fault.isOn() && stock ? failure() : null;
        if (failure == null) {
            return next.startCall(call, headers);
        }
        call.close(failure, new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private @Nullable Status failure() {
        if (fault.isUnavailable()) {
            return Status.UNAVAILABLE.withDescription("A fault is switched on");
        }
        pause(fault.delay());
        return fault.fails() ? Status.INTERNAL.withDescription("A fault is switched on") : null;
    }

    private static void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
