package shop.orderly.platform.idempotency;

import java.util.HexFormat;

/**
 * One use of a key: whose it is and for which request.
 *
 * @param requestHash SHA-256 of method, path, query and body, in hex
 */
record KeyUse(String subject, String key, String requestHash) {

    byte[] hashBytes() {
        return HexFormat.of().parseHex(requestHash);
    }
}
