package shop.orderly.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Makes tokens as a service makes them, signed with the key of its certificate and bound to that. */
record ServiceForge(String service, X509Certificate certificate, PrivateKey key) {

    static ServiceForge of(String service) {
        var folder = TestShop.certificates(service);
        try (var file = Files.newInputStream(folder.resolve("tls.crt"))) {
            var certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
            return new ServiceForge(service, certificate, key(folder.resolve("tls.key")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        var body = Files.readString(file, StandardCharsets.US_ASCII).replaceAll("-----[^-]+-----", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    }

    /** Good for a minute. */
    String token(String audience, String kind) {
        var now = Instant.now().getEpochSecond();
        return Forge.signed(
                "{\"alg\":\"ES256\",\"typ\":\"JWT\"}",
                new JsonMapper()
                        .writeValueAsString(Map.of(
                                "iss", service,
                                "sub", service,
                                "aud", audience,
                                "typ", kind,
                                "iat", now,
                                "exp", now + 60,
                                "jti", Long.toHexString(System.nanoTime()),
                                "cnf", Map.of("x5t#S256", thumbprint()))),
                key,
                "SHA256withECDSAinP1363Format");
    }

    private String thumbprint() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
