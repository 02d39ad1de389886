package shop.orderly.users.adapter;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.orderly.platform.time.Ids;

/** The ES256 key pairs in the database: the newest signs, all are published. The first is made when it is needed. */
public class SigningKeys {

    private static final String ALGORITHM = "EC";

    private final JdbcClient jdbc;

    private final TransactionOperations transactions;

    private final Clock clock;

    private volatile @Nullable List<Key> known;

    public SigningKeys(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A key pair and its name. */
    public record Key(String kid, KeyPair pair) {

        JWK publicJwk() {
            return new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                    .keyID(kid)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .build();
        }

        @Override
        public String toString() {
            return "Key[" + kid + "]";
        }
    }

    /** The key that signs now. */
    public Key newest() {
        return known().getFirst();
    }

    /** All public keys, newest first. */
    public Map<String, Object> jwks() {
        refresh();
        return published().toJSONObject(true);
    }

    /** The keys that a token asks for; reads them again if they are not known, as another replica may have made one. */
    public List<JWK> select(JWKSelector selector) {
        var found = selector.select(published());
        if (found.isEmpty()) {
            refresh();
            found = selector.select(published());
        }
        return found;
    }

    private JWKSet published() {
        return new JWKSet(known().stream().map(Key::publicJwk).toList());
    }

    private void refresh() {
        known = loadOrCreate();
    }

    private List<Key> known() {
        var keys = known;
        if (keys == null) {
            keys = loadOrCreate();
            known = keys;
        }
        return keys;
    }

    private List<Key> loadOrCreate() {
        var stored = load();
        if (!stored.isEmpty()) {
            return stored;
        }
        return Objects.requireNonNull(transactions.execute(status -> {
            // Replicas that start together agree on one first key.
            jdbc.sql("LOCK TABLE users.signing_key IN EXCLUSIVE MODE").update();
            if (load().isEmpty()) {
                create();
            }
            return load();
        }));
    }

    private List<Key> load() {
        return jdbc.sql("SELECT kid, private_key, public_key FROM users.signing_key ORDER BY created_at DESC, kid DESC")
                .query((row, n) ->
                        new Key(row.getString("kid"), pair(row.getBytes("private_key"), row.getBytes("public_key"))))
                .list();
    }

    private void create() {
        try {
            var generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            jdbc.sql("INSERT INTO users.signing_key (kid, private_key, public_key, created_at) VALUES (?, ?, ?, ?)")
                    .params(
                            Ids.next(),
                            pair.getPrivate().getEncoded(),
                            pair.getPublic().getEncoded(),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no ES256", e);
        }
    }

    private static KeyPair pair(byte[] privateKey, byte[] publicKey) {
        try {
            var factory = KeyFactory.getInstance(ALGORITHM);
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(publicKey)),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored signing key cannot be read", e);
        }
    }
}
