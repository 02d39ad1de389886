package shop.orderly.platform.identity;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * Who this service is: its certificate and key, out of the SSL bundle {@value #BUNDLE}. When the files change, the new
 * ones are taken at once; the ones before are kept for connections that began with them.
 */
public final class ServiceIdentity {

    static final String BUNDLE = "orderly";
    static final String PROTOCOL = "TLSv1.3";

    private static final Logger log = LoggerFactory.getLogger(ServiceIdentity.class);

    /** A key with its certificate, and the TLS that speaks with them. */
    record Holding(X509Certificate certificate, PrivateKey key, SslBundle bundle, SSLContext tls) {

        @Override
        public String toString() {
            return "Holding[" + certificate.getSerialNumber().toString(16) + "]";
        }
    }

    private final String service;
    private final List<Runnable> renewals = new CopyOnWriteArrayList<>();
    private volatile Holding current;
    private volatile @Nullable Holding previous;

    private ServiceIdentity(String service, Holding current) {
        this.service = service;
        this.current = current;
    }

    /**
     * @param service the service's own name
     * @throws IllegalStateException if the certificate is another service's
     */
    static ServiceIdentity of(String service, SslBundles bundles) {
        var identity = new ServiceIdentity(service, holding(service, bundles.getBundle(BUNDLE)));
        bundles.addBundleUpdateHandler(BUNDLE, identity::renew);
        return identity;
    }

    /**
     * The identity that lies in this folder now; it is not read again.
     *
     * @param folder with {@code tls.crt}, {@code tls.key} and {@code ca.crt}
     */
    public static ServiceIdentity in(Path folder, String service) {
        var own = PemSslStoreDetails.forCertificate(file(folder, "tls.crt")).withPrivateKey(file(folder, "tls.key"));
        var trust = PemSslStoreDetails.forCertificate(file(folder, "ca.crt"));
        var stores = new PemSslStoreBundle(own, trust);
        var options = SslOptions.of(null, Set.of(PROTOCOL));
        return new ServiceIdentity(service, holding(service, SslBundle.of(stores, SslBundleKey.NONE, options)));
    }

    private static String file(Path folder, String name) {
        return folder.resolve(name).toUri().toString();
    }

    /** The service's name, as in its certificate. */
    public String service() {
        return service;
    }

    /** The certificate that new connections show. */
    public X509Certificate certificate() {
        return current.certificate();
    }

    /** TLS with the present certificate; to be asked for anew after each {@link #onRenewal renewal}. */
    public SSLContext tls() {
        return current.tls();
    }

    /** What every connection must be: TLS 1.3. */
    public SSLParameters parameters() {
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {PROTOCOL});
        return parameters;
    }

    /** Called after each change of the certificate, by the thread that noticed it. */
    public void onRenewal(Runnable action) {
        renewals.add(action);
    }

    SslBundle bundle() {
        return current.bundle();
    }

    /** The key to a certificate of ours, the present one or the one before. */
    Optional<Holding> holding(X509Certificate certificate) {
        return Stream.of(Optional.of(current), Optional.ofNullable(previous))
                .flatMap(Optional::stream)
                .filter(it -> it.certificate().equals(certificate))
                .findFirst();
    }

    private synchronized void renew(SslBundle bundle) {
        var next = holding(service, bundle);
        log.info(
                "{} has a new certificate, {}, valid until {}",
                service,
                next,
                next.certificate().getNotAfter());
        if (!next.certificate().equals(current.certificate())) {
            previous = current;
        }
        current = next;
        renewals.forEach(Runnable::run);
    }

    private static Holding holding(String service, SslBundle bundle) {
        try {
            var store = bundle.getStores().getKeyStore();
            if (store == null) {
                throw new IllegalStateException("The SSL bundle " + BUNDLE + " has no key");
            }
            for (var alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, new char[0]) instanceof PrivateKey key
                        && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    requireOwn(service, certificate);
                    return new Holding(certificate, key, bundle, bundle.createSslContext());
                }
            }
            throw new IllegalStateException("The SSL bundle " + BUNDLE + " has no certificate with a key");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The SSL bundle " + BUNDLE + " cannot be read", e);
        }
    }

    private static void requireOwn(String service, X509Certificate certificate) {
        var holder = ServiceId.of(certificate).orElse("nobody");
        if (!holder.equals(service)) {
            throw new IllegalStateException("The certificate in ORDERLY_CERTS is of " + holder + ", not of " + service);
        }
    }
}
