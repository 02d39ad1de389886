package shop.orderly.platform.identity;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shop.orderly.platform.identity.CallRefusedException.Reason;

/** Counts each call that was not let in, writes one line about it, and says what the caller may know. */
final class Refusals {

    static final String METER = "orderly.security.grpc.refused";

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);
    private static final String DOMAIN = "identity.orderly.shop";

    private final MeterRegistry meters;

    Refusals(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param method the full name of one of our methods, or {@code none} */
    void note(Reason reason, String caller, String method) {
        meters.counter(METER, "reason", word(reason), "method", method).increment();
        log.warn("A gRPC call was refused: {}, caller {}, method {}", word(reason), caller, method);
    }

    static StatusRuntimeException status(Reason reason) {
        var isKnown = reason == Reason.NOT_ALLOWED;
        var info =
                ErrorInfo.newBuilder().setReason(word(reason)).setDomain(DOMAIN).build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode((isKnown ? Code.PERMISSION_DENIED : Code.UNAUTHENTICATED).getNumber())
                .setMessage(isKnown ? "This method is not for you." : "Who calls is not proven.")
                .addDetails(Any.pack(info))
                .build());
    }

    private static String word(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
