package shop.orderly.platform.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A certificate and the private key that belongs to it. */
record KeyAndCertificate(PrivateKey key, X509Certificate certificate) {

    private static final Logger log = LoggerFactory.getLogger(KeyAndCertificate.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int CHALLENGE_BYTES = 32;

    /** What the two files hold; empty if one is missing or unreadable, or they do not belong together. */
    static Optional<KeyAndCertificate> read(Path keyFile, Path certificateFile) throws IOException {
        if (!Files.isRegularFile(keyFile) || !Files.isRegularFile(certificateFile)) {
            return Optional.empty();
        }
        try {
            var pair = new KeyAndCertificate(Pem.privateKey(keyFile), Pem.certificate(certificateFile));
            if (!pair.belongTogether()) {
                throw new GeneralSecurityException("they do not belong together");
            }
            PrivateFiles.close(keyFile);
            return Optional.of(pair);
        } catch (GeneralSecurityException e) {
            log.warn("{} and {} cannot be used: {}", keyFile, certificateFile, e.getMessage());
            return Optional.empty();
        }
    }

    /** The key first: a certificate without its key is never in use, a key without its certificate is. */
    void write(Path keyFile, Path certificateFile) throws IOException, GeneralSecurityException {
        PrivateFiles.write(keyFile, Pem.of(key));
        PrivateFiles.write(certificateFile, Pem.of(certificate));
    }

    /** Whether it is valid now and for at least this long. */
    boolean isValidFor(Duration time, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && now.plus(time).isBefore(certificate.getNotAfter().toInstant());
    }

    boolean isSignedBy(PublicKey authority) {
        try {
            certificate.verify(authority);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private boolean belongTogether() throws GeneralSecurityException {
        var challenge = new byte[CHALLENGE_BYTES];
        RANDOM.nextBytes(challenge);
        var signing = Signature.getInstance("SHA256withECDSA");
        signing.initSign(key);
        signing.update(challenge);
        var answer = signing.sign();
        signing.initVerify(certificate.getPublicKey());
        signing.update(challenge);
        return signing.verify(answer);
    }

    @Override
    public String toString() {
        return "KeyAndCertificate[" + certificate.getSubjectX500Principal() + "]";
    }
}
