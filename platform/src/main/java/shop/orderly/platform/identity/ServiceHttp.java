package shop.orderly.platform.identity;

import java.net.http.HttpClient;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An HTTP client that shows this service's certificate, if it has one; another after each renewal. */
public final class ServiceHttp implements Supplier<HttpClient> {

    private final Supplier<HttpClient.Builder> settings;
    private final @Nullable ServiceIdentity identity;
    private volatile HttpClient client;

    /**
     * @param identity null: there is no certificate to show, and no other authority than Java's to trust
     * @param settings a new builder each time
     */
    public ServiceHttp(@Nullable ServiceIdentity identity, Supplier<HttpClient.Builder> settings) {
        this.settings = settings;
        this.identity = identity;
        client = built();
        if (identity != null) {
            // Requests under way finish on the one before, which ends when nobody holds it any more.
            identity.onRenewal(() -> client = built());
        }
    }

    @Override
    public HttpClient get() {
        return client;
    }

    private HttpClient built() {
        var builder = settings.get();
        if (identity != null) {
            builder.sslContext(identity.tls()).sslParameters(identity.parameters());
        }
        return builder.build();
    }
}
