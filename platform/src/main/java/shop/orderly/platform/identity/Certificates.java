package shop.orderly.platform.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys (P-256) and certificates (ECDSA with SHA-256). */
final class Certificates {

    private static final Duration AUTHORITY = Duration.ofDays(3650);
    private static final Duration LEAF = Duration.ofDays(365);

    /** Whoever checks may have a clock that is a little behind. */
    private static final Duration BACKDATED = Duration.ofMinutes(5);

    private static final int SERIAL_BITS = 127;

    private Certificates() {}

    static KeyAndCertificate authority(Instant now) throws GeneralSecurityException {
        var keys = keys();
        var name = new X500Principal("CN=Orderly development CA, O=Orderly");
        var certificate = new JcaX509v3CertificateBuilder(
                name, serial(), from(now), Date.from(now.plus(AUTHORITY)), name, keys.getPublic());
        try {
            var identifiers = new JcaX509ExtensionUtils();
            certificate
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            identifiers.createSubjectKeyIdentifier(keys.getPublic()));
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        return signed(certificate, keys, keys);
    }

    /** @param identity the service as {@code spiffe://orderly/<service>} */
    static KeyAndCertificate leaf(String service, String identity, KeyAndCertificate authority, Instant now)
            throws GeneralSecurityException {
        var keys = keys();
        var end = now.plus(LEAF);
        var authorityEnd = authority.certificate().getNotAfter().toInstant();
        var certificate = new JcaX509v3CertificateBuilder(
                authority.certificate(),
                serial(),
                from(now),
                Date.from(end.isBefore(authorityEnd) ? end : authorityEnd),
                new X500Principal("CN=" + service + ", O=Orderly"),
                keys.getPublic());
        var names = new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, service),
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            new GeneralName(GeneralName.iPAddress, "::1"),
            new GeneralName(GeneralName.uniformResourceIdentifier, identity)
        });
        var purposes = new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        try {
            var identifiers = new JcaX509ExtensionUtils();
            certificate
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes))
                    .addExtension(Extension.subjectAlternativeName, false, names)
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            identifiers.createSubjectKeyIdentifier(keys.getPublic()))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers.createAuthorityKeyIdentifier(
                                    authority.certificate().getPublicKey()));
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        var signer = new KeyPair(authority.certificate().getPublicKey(), authority.key());
        return signed(certificate, keys, signer);
    }

    private static KeyAndCertificate signed(X509v3CertificateBuilder certificate, KeyPair keys, KeyPair signer)
            throws GeneralSecurityException {
        try {
            var signature = new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate());
            return new KeyAndCertificate(
                    keys.getPrivate(), new JcaX509CertificateConverter().getCertificate(certificate.build(signature)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0);
    }

    private static Date from(Instant now) {
        return Date.from(now.minus(BACKDATED));
    }
}
