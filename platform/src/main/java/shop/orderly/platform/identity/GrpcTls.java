package shop.orderly.platform.identity;

import io.grpc.ChannelCredentials;
import io.grpc.ServerCredentials;
import io.grpc.netty.NettySslContextChannelCredentials;
import io.grpc.netty.NettySslContextServerCredentials;

/** TLS 1.3 for gRPC with certificates on both sides; a renewed certificate is taken by the next connection. */
public final class GrpcTls {

    private GrpcTls() {}

    /** For a server: whoever shows no certificate that it trusts has no connection. */
    public static ServerCredentials server(ServiceIdentity identity) {
        return NettySslContextServerCredentials.create(ReloadedSslContext.ofServer(identity));
    }

    /** For a client: the server's certificate must be trusted and carry the host's name. */
    public static ChannelCredentials channel(ServiceIdentity identity) {
        return NettySslContextChannelCredentials.create(ReloadedSslContext.ofClient(identity));
    }
}
