package shop.orderly.inventory.adapter;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.function.Supplier;
import org.axonframework.common.AxonTransientException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.TransactionException;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.shared.RefusedException;

/**
 * What went wrong, as a gRPC status: a refusal by its kind, with its code in {@code google.rpc.ErrorInfo}; a lost race
 * as ABORTED, a lack of database connections or of an answer from it as UNAVAILABLE (both: nothing was done, try again);
 * all else as INTERNAL, logged here and not told.
 */
final class GrpcFailures {

    private static final Logger log = LoggerFactory.getLogger(GrpcFailures.class);
    private static final String DOMAIN = "inventory.orderly.shop";

    private GrpcFailures() {}

    /** The command, unless the request cannot be made into one. */
    static Object valid(Supplier<Object> command) {
        try {
            return command.get();
        } catch (IllegalArgumentException nonsense) {
            throw Refusal.invalid("invalid_reservation", String.valueOf(nonsense.getMessage()))
                    .exception();
        }
    }

    static StatusRuntimeException tooLate() {
        return Status.DEADLINE_EXCEEDED
                .withDescription("The caller's time is up.")
                .asRuntimeException();
    }

    static StatusRuntimeException nobody() {
        return Status.UNAUTHENTICATED
                .withDescription("Nobody is known to call.")
                .asRuntimeException();
    }

    static StatusRuntimeException statusOf(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StatusRuntimeException known) {
                return known;
            }
            if (cause instanceof RefusedException refused) {
                return refused(refused.refusal());
            }
            if (cause instanceof AccessDeniedException) {
                return status(Code.PERMISSION_DENIED, "forbidden", "This is not for the caller.");
            }
            if (isConflict(cause)) {
                return status(Code.ABORTED, "conflict", "Too many want the same product; try again.");
            }
            if (isOverload(cause)) {
                return status(Code.UNAVAILABLE, "overloaded", "The stock's database does not answer; try again.");
            }
        }
        log.error("A reservation call failed", failure);
        return status(Code.INTERNAL, "internal", "Something is wrong here; it has been logged.");
    }

    private static boolean isConflict(Throwable cause) {
        return cause instanceof AxonTransientException
                || cause instanceof AggregateStreamCreationException
                || cause instanceof ConcurrencyFailureException;
    }

    private static boolean isOverload(Throwable cause) {
        return cause instanceof TransactionException
                || cause instanceof TransientDataAccessException
                || cause instanceof NonTransientDataAccessResourceException;
    }

    private static StatusRuntimeException refused(Refusal refusal) {
        var code = switch (refusal.kind()) {
            case INVALID -> Code.INVALID_ARGUMENT;
            case FORBIDDEN -> Code.PERMISSION_DENIED;
            case NOT_FOUND -> Code.NOT_FOUND;
            case CONFLICT -> Code.FAILED_PRECONDITION;
        };
        return status(code, refusal.code(), refusal.detail());
    }

    private static StatusRuntimeException status(Code code, String reason, String message) {
        var info = ErrorInfo.newBuilder().setReason(reason).setDomain(DOMAIN).build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message)
                .addDetails(Any.pack(info))
                .build());
    }
}
