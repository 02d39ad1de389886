package shop.orderly.gateway.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The part of an address that one client has to itself: all of an IPv4 address, the first 64 bits of an IPv6 one. */
final class AddressBlock {

    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private static final int PREFIX = 8;

    private AddressBlock() {}

    /** What is no address (a proxy may say {@code unknown}) is one block. */
    static String of(String address) {
        var end = address.indexOf('%');
        var literal = end < 0 ? address : address.substring(0, end);
        if (!LITERAL.matcher(literal).matches()) {
            return "unknown";
        }
        if (literal.indexOf(':') < 0) {
            return literal;
        }
        try {
            var bytes = InetAddress.getByName(literal).getAddress();
            return bytes.length == 4
                    ? InetAddress.getByAddress(bytes).getHostAddress()
                    : HexFormat.of().formatHex(Arrays.copyOf(bytes, PREFIX)) + "/64";
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
