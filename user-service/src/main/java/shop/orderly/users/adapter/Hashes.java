package shop.orderly.users.adapter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names for what is counted, which say nothing about it to whoever reads the table. */
final class Hashes {

    private Hashes() {}

    static String of(String kind, String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((kind + "\0").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
