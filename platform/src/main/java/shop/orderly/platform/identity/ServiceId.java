package shop.orderly.platform.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a service as its certificate says it: exactly one URI among its subject alternative names is
 * {@code spiffe://orderly/<service>}. The common name says nothing.
 */
final class ServiceId {

    static final String PREFIX = "spiffe://orderly/";

    private static final int URI = 6;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private ServiceId() {}

    /** @throws IllegalArgumentException unless the name is 1 to 63 lower-case letters, digits and hyphens */
    static String uri(String service) {
        if (!NAME.matcher(service).matches()) {
            throw new IllegalArgumentException("A service's name is lower-case letters, digits and hyphens");
        }
        return PREFIX + service;
    }

    /** Who holds the certificate; empty if it names no service of Orderly, or more than one URI. */
    static Optional<String> of(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return Optional.empty();
            }
            var uris = names.stream()
                    .filter(name -> Integer.valueOf(URI).equals(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
            return uris.size() == 1 ? name(uris.getFirst()) : Optional.empty();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> name(String uri) {
        return Optional.of(uri)
                .filter(it -> it.startsWith(PREFIX))
                .map(it -> it.substring(PREFIX.length()))
                .filter(it -> NAME.matcher(it).matches());
    }
}
