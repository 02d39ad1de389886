package shop.orderly.platform.identity;

import io.grpc.netty.GrpcSslContexts;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;
import org.springframework.boot.ssl.SslBundle;

/**
 * TLS 1.3 for gRPC with the certificate that the service has now. After a renewal the next connection begins with a
 * context of its own: nothing of the old one, no session to be resumed, reaches it.
 */
final class ReloadedSslContext extends SslContext {

    private volatile SslContext current;

    private ReloadedSslContext(ServiceIdentity identity, Function<SslBundle, SslContext> making) {
        current = making.apply(identity.bundle());
        identity.onRenewal(() -> current = making.apply(identity.bundle()));
    }

    /** For a server: a client shows a certificate that we trust, or there is no connection. */
    static SslContext ofServer(ServiceIdentity identity) {
        return new ReloadedSslContext(
                identity,
                bundle -> built(
                        SslContextBuilder.forServer(bundle.getManagers().getKeyManagerFactory())
                                .clientAuth(ClientAuth.REQUIRE),
                        bundle));
    }

    /** For a client, which shows its own certificate. */
    static SslContext ofClient(ServiceIdentity identity) {
        return new ReloadedSslContext(
                identity,
                bundle -> built(
                        SslContextBuilder.forClient()
                                .keyManager(bundle.getManagers().getKeyManagerFactory()),
                        bundle));
    }

    private static SslContext built(SslContextBuilder builder, SslBundle bundle) {
        try {
            return GrpcSslContexts.configure(builder, SslProvider.JDK)
                    .trustManager(bundle.getManagers().getTrustManagerFactory())
                    .protocols(ServiceIdentity.PROTOCOL)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS for gRPC cannot be set up", e);
        }
    }

    @Override
    public boolean isClient() {
        return current.isClient();
    }

    @Override
    public List<String> cipherSuites() {
        return current.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // gRPC asks for it
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return current.applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator buffers) {
        return current.newEngine(buffers);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator buffers, String host, int port) {
        return current.newEngine(buffers, host, port);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return current.sessionContext();
    }
}
