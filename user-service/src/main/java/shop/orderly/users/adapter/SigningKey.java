package shop.orderly.users.adapter;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.orderly.users.domain.SigningKeyLife.KeyState;

/**
 * An ES256 key as it is stored.
 *
 * @param privateKey PKCS#8; null once it is retired
 * @param publicKey X.509
 * @param publishedAt since when everybody can read the public part
 * @param signsFrom null until it signs
 * @param retiredAt null until another one signs
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SigningKey(
        String kid,
        byte @Nullable [] privateKey,
        byte[] publicKey,
        Instant publishedAt,
        @Nullable Instant signsFrom,
        @Nullable Instant retiredAt) {

    private static final String ALGORITHM = "EC";

    static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no ES256", e);
        }
    }

    boolean signs() {
        return signsFrom != null && retiredAt == null;
    }

    boolean isNext() {
        return signsFrom == null && retiredAt == null;
    }

    KeyState state() {
        var state = signs() ? "signing" : isNext() ? "published" : "retired";
        return new KeyState(kid, state, publishedAt, signsFrom, retiredAt);
    }

    PrivateKey signature() {
        if (privateKey == null) {
            throw new IllegalStateException("Key " + kid + " is retired and signs nothing");
        }
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(privateKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored signing key cannot be read", e);
        }
    }

    JWK publicJwk() {
        try {
            var key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(publicKey));
            return new ECKey.Builder(Curve.P_256, (ECPublicKey) key)
                    .keyID(kid)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored signing key cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
