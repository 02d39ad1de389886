package shop.orderly.platform.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import java.net.MalformedURLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.platform.identity.ServiceIdentity;

/**
 * Public keys over HTTP: asked for at the first token, kept for minutes, kept for hours when the source is away. A key that
 * is not known is asked for again, but not more often than every second, whatever anybody sends.
 */
final class RemoteKeys implements JWKSource<SecurityContext> {

    private static final int TIMEOUT_MILLIS = 2_000;

    private static final int MAX_BYTES = 64 * 1024;

    private static final long REFRESH_TIMEOUT_MILLIS = 15_000;

    private static final long MIN_PAUSE_MILLIS = 1_000;

    private static final long OUTAGE_MILLIS = 4 * 3_600_000L;

    private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

    private final JWKSource<SecurityContext> source;

    /** @param identity the certificate that is shown where the keys are served over HTTPS; null without one */
    RemoteKeys(SecurityProperties properties, @Nullable ServiceIdentity identity) {
        try {
            source = JWKSourceBuilder.<SecurityContext>create(
                            properties.jwksUri().toURL(), retriever(identity))
                    .cache(properties.jwksCache().toMillis(), REFRESH_TIMEOUT_MILLIS)
                    .rateLimited(MIN_PAUSE_MILLIS)
                    .retrying(true)
                    .outageTolerant(OUTAGE_MILLIS)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("orderly.security.jwks-uri is not a URL", e);
        }
    }

    /** A new one each time: the certificate may have been renewed since. */
    private static ResourceRetriever retriever(@Nullable ServiceIdentity identity) {
        return url -> new DefaultResourceRetriever(
                        TIMEOUT_MILLIS,
                        TIMEOUT_MILLIS,
                        MAX_BYTES,
                        true,
                        identity == null ? null : identity.tls().getSocketFactory())
                .retrieveResource(url);
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
        try {
            return source.get(selector, context);
        } catch (RateLimitReachedException e) {
            // The keys were read a moment ago and this one is not among them: the token is bad. Unless they could not
            // be read; then this throws as well, and nobody can tell.
            source.get(ANY, context);
            return List.of();
        }
    }
}
