package shop.orderly.users.adapter;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From where users have logged in before, by the hash of the address. */
final class KnownAddresses {

    private static final int NETWORK_BYTES = 8;

    private final JdbcClient jdbc;

    KnownAddresses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The part of an address that one client has to itself: all of an IPv4 address, a /64 of IPv6. */
    static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            var parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }

    boolean contains(String userId, String address) {
        return jdbc.sql("SELECT 1 FROM users.known_address WHERE user_id = ? AND address = ?")
                .params(userId, address)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Nothing happens if the user has been deleted meanwhile. */
    void remember(String userId, String address, Instant now) {
        jdbc.sql("""
                        INSERT INTO users.known_address (user_id, address, seen_at)
                        SELECT id, ?, ? FROM users.user_account WHERE id = ?
                        ON CONFLICT (user_id, address) DO UPDATE SET seen_at = excluded.seen_at
                        """).params(address, now.atOffset(ZoneOffset.UTC), userId).update();
    }

    int forgetBefore(Instant end) {
        return jdbc.sql("DELETE FROM users.known_address WHERE seen_at < ?")
                .param(end.atOffset(ZoneOffset.UTC))
                .update();
    }
}
