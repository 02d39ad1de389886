package shop.orderly.platform.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * A certificate authority for one machine, and a certificate for each service signed by it, kept in a folder:
 *
 * <pre>
 * ca.crt  ca.key
 * &lt;service&gt;/tls.crt  tls.key  ca.crt
 * </pre>
 *
 * {@code scripts/gen-certs.sh} makes and accepts the same. What is there and good is left as it is; what is missing,
 * broken, of another authority or about to expire is made anew. Folders are 0700 and files 0600 from the moment they
 * exist. This is for development: a key that signs everything lies beside what it signs.
 */
public final class CertificateAuthority {

    /** Who gets a certificate: the services, what they stand on, and the people who operate them. */
    public static final List<String> HOLDERS = List.of(
            "product-command",
            "category-query",
            "user-service",
            "product-query",
            "order-saga",
            "payments",
            "gateway",
            "kafka",
            "postgres",
            "prometheus",
            "audit",
            "ops");

    /** How long before its end a certificate is replaced. */
    static final Duration RENEWAL = Duration.ofDays(30);

    private final Path folder;
    private final Clock clock;
    private final KeyAndCertificate own;

    private CertificateAuthority(Path folder, Clock clock, KeyAndCertificate own) {
        this.folder = folder;
        this.clock = clock;
        this.own = own;
    }

    /**
     * The authority of this folder, made if there is none or it ends within thirty days.
     *
     * @throws IllegalStateException if the folder has a good {@code ca.crt} whose key lies elsewhere
     */
    public static CertificateAuthority in(Path folder, Clock clock) {
        try {
            PrivateFiles.folder(folder);
            var key = folder.resolve("ca.key");
            var certificate = folder.resolve("ca.crt");
            if (Files.exists(certificate) && Files.notExists(key)) {
                throw new IllegalStateException(certificate + " has no ca.key beside it: nothing can be signed here."
                        + " Put the key there, or remove the certificate to start anew.");
            }
            var known = KeyAndCertificate.read(key, certificate).filter(it -> it.isValidFor(RENEWAL, clock.instant()));
            if (known.isPresent()) {
                return new CertificateAuthority(folder, clock, known.get());
            }
            var made = Certificates.authority(clock.instant());
            made.write(key, certificate);
            return new CertificateAuthority(folder, clock, made);
        } catch (IOException e) {
            throw new UncheckedIOException("Certificates cannot be kept in " + folder, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot make certificates", e);
        }
    }

    /** The authority's own certificate. */
    public X509Certificate certificate() {
        return own.certificate();
    }

    /** Makes sure that each of them has a good certificate. */
    public void certify(Iterable<String> services) {
        services.forEach(this::certify);
    }

    /**
     * Makes sure that the service has a good certificate.
     *
     * @return its folder, with {@code tls.crt}, {@code tls.key} and {@code ca.crt}
     */
    public Path certify(String service) {
        return certify(service, false);
    }

    /** Gives the service a new key and certificate, however good the old one is. */
    public Path renew(String service) {
        return certify(service, true);
    }

    private Path certify(String service, boolean always) {
        var identity = ServiceId.uri(service);
        var home = folder.resolve(service);
        var key = home.resolve("tls.key");
        var certificate = home.resolve("tls.crt");
        try {
            PrivateFiles.folder(home);
            var isGood = !always
                    && KeyAndCertificate.read(key, certificate)
                            .filter(it -> it.isValidFor(RENEWAL, clock.instant()))
                            .filter(it -> it.isSignedBy(own.certificate().getPublicKey()))
                            .flatMap(it -> ServiceId.of(it.certificate()))
                            .filter(service::equals)
                            .isPresent();
            trust(home.resolve("ca.crt"));
            if (!isGood) {
                Certificates.leaf(service, identity, own, clock.instant()).write(key, certificate);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("Certificates cannot be kept in " + home, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot make certificates", e);
        }
    }

    private void trust(Path copy) throws IOException {
        var text = Files.readString(folder.resolve("ca.crt"), StandardCharsets.US_ASCII);
        if (Files.notExists(copy)
                || !Files.readString(copy, StandardCharsets.US_ASCII).equals(text)) {
            PrivateFiles.write(copy, text);
        }
    }
}
