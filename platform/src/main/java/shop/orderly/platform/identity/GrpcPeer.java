package shop.orderly.platform.identity;

import io.grpc.Context;
import java.util.Optional;

/** The service that makes the gRPC call which is served now, as its certificate and its token say. */
public final class GrpcPeer {

    private static final Context.Key<String> KEY = Context.key("orderly.peer");

    private GrpcPeer() {}

    /** The caller's name; empty outside of a call. */
    public static Optional<String> current() {
        return Optional.ofNullable(KEY.get());
    }

    /** The present context, with this caller in it. */
    public static Context with(String caller) {
        return Context.current().withValue(KEY, caller);
    }
}
