package shop.orderly.platform.identity;

import io.grpc.CallCredentials;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.SecurityLevel;
import io.grpc.Status;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLSession;

/**
 * Puts this service's token on each call: {@code authorization: Bearer …}. It goes out only over TLS, and is bound to
 * the certificate that this very connection has shown.
 */
public final class ServiceTokenCredentials extends CallCredentials {

    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    static final String BEARER = "Bearer ";

    private final ServiceTokens tokens;

    ServiceTokenCredentials(ServiceTokens tokens) {
        this.tokens = tokens;
    }

    public static ServiceTokenCredentials of(ServiceIdentity identity, Clock clock) {
        return new ServiceTokenCredentials(new ServiceTokens(identity, clock));
    }

    @Override
    public void applyRequestMetadata(RequestInfo call, Executor executor, MetadataApplier applier) {
        var session = call.getTransportAttrs().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (call.getSecurityLevel() != SecurityLevel.PRIVACY_AND_INTEGRITY || session == null) {
            applier.fail(Status.UNAUTHENTICATED.withDescription("A service token is sent over TLS only."));
            return;
        }
        var token = shown(session).flatMap(tokens::onConnectionWith);
        if (token.isEmpty()) {
            // Renewed twice since the connection began: the next attempt has a new one.
            applier.fail(Status.UNAVAILABLE.withDescription("This connection shows a certificate of the past."));
            return;
        }
        var headers = new Metadata();
        headers.put(AUTHORIZATION, BEARER + token.get());
        applier.apply(headers);
    }

    private static Optional<X509Certificate> shown(SSLSession session) {
        var chain = session.getLocalCertificates();
        return chain != null && chain.length > 0 && chain[0] instanceof X509Certificate certificate
                ? Optional.of(certificate)
                : Optional.empty();
    }
}
