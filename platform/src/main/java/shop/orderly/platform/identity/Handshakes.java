package shop.orderly.platform.identity;

import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;
import org.jspecify.annotations.Nullable;
import shop.orderly.platform.identity.CallRefusedException.Reason;

/** Notes connections that ended without ever having been ready: their handshake has failed. */
final class Handshakes extends ServerTransportFilter {

    private final Refusals refusals;

    Handshakes(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void transportTerminated(@Nullable Attributes transport) {
        if (transport == null) {
            refusals.note(Reason.NO_HANDSHAKE, "unknown", "none");
        }
    }
}
