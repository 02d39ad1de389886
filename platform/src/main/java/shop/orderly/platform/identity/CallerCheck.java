package shop.orderly.platform.identity;

import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import shop.orderly.platform.identity.CallRefusedException.Reason;

/**
 * Stands before every gRPC method: the caller's certificate names it, its token proves that it calls itself, and the
 * table says whether the method is for it.
 */
public final class CallerCheck implements ServerInterceptor {

    private static final String UNKNOWN = "unknown";

    private final ServiceTokenCheck tokens;
    private final MethodAccess access;
    private final Refusals refusals;
    private final Clock clock;

    CallerCheck(MethodAccess access, Refusals refusals, Clock clock) {
        this.tokens = new ServiceTokenCheck(clock);
        this.access = access;
        this.refusals = refusals;
        this.clock = clock;
    }

    public static CallerCheck of(MethodAccess access, MeterRegistry meters, Clock clock) {
        return new CallerCheck(access, new Refusals(meters), clock);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var method = call.getMethodDescriptor().getFullMethodName();
        var certificate = certificate(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
        var caller = certificate.flatMap(ServiceId::of);
        try {
            var name = checked(certificate, caller, headers, method);
            return Contexts.interceptCall(GrpcPeer.with(name), call, headers, next);
        } catch (CallRefusedException e) {
            refusals.note(e.reason(), caller.orElse(UNKNOWN), method);
            var status = Refusals.status(e.reason());
            call.close(status.getStatus(), trailers(status.getTrailers()));
            return new ServerCall.Listener<>() {};
        }
    }

    private String checked(Optional<X509Certificate> shown, Optional<String> named, Metadata headers, String method)
            throws CallRefusedException {
        var certificate = shown.orElseThrow(() -> new CallRefusedException(Reason.NO_CERTIFICATE));
        var caller = named.orElseThrow(() -> new CallRefusedException(Reason.UNKNOWN_PEER));
        var now = clock.instant();
        if (now.isBefore(certificate.getNotBefore().toInstant())
                || now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new CallRefusedException(Reason.CERTIFICATE_NOT_VALID);
        }
        tokens.check(bearer(headers), caller, certificate);
        if (!access.allows(caller, method)) {
            throw new CallRefusedException(Reason.NOT_ALLOWED);
        }
        return caller;
    }

    private static String bearer(Metadata headers) throws CallRefusedException {
        var values = headers.getAll(ServiceTokenCredentials.AUTHORIZATION);
        if (values == null) {
            throw new CallRefusedException(Reason.NO_TOKEN);
        }
        var value = values.iterator().next();
        if (!value.startsWith(ServiceTokenCredentials.BEARER)) {
            throw new CallRefusedException(Reason.NO_TOKEN);
        }
        return value.substring(ServiceTokenCredentials.BEARER.length());
    }

    private static Optional<X509Certificate> certificate(@Nullable SSLSession session) {
        try {
            return session != null && session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    private static Metadata trailers(@Nullable Metadata trailers) {
        return trailers == null ? new Metadata() : trailers;
    }
}
