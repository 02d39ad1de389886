package shop.orderly.launcher;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * What is looked for, in lower case and in the dresses it may wear: plain, in hex, and in Base64 at each of its three
 * alignments.
 */
record Needles(List<String> forms) {

    Needles {
        forms = List.copyOf(forms);
    }

    static Needles of(List<String> secrets) {
        var forms = new ArrayList<String>();
        for (var secret : secrets) {
            var plain = secret.getBytes(StandardCharsets.UTF_8);
            forms.add(secret.toLowerCase(Locale.ROOT));
            forms.add(HexFormat.of().formatHex(plain));
            for (var shift = 0; shift < 3; shift++) {
                forms.add(base64(plain, shift).toLowerCase(Locale.ROOT));
            }
        }
        return new Needles(forms);
    }

    boolean in(byte[] hay) {
        return in(new String(hay, StandardCharsets.ISO_8859_1));
    }

    boolean in(String hay) {
        var lower = hay.toLowerCase(Locale.ROOT);
        return forms.stream().anyMatch(lower::contains);
    }

    /** The characters that are the same whatever stands before and after. */
    private static String base64(byte[] plain, int shift) {
        var shifted = new byte[shift + plain.length];
        System.arraycopy(plain, 0, shifted, shift, plain.length);
        var text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        var from = (shift * 8 + 5) / 6;
        return text.substring(from, shifted.length * 8 / 6);
    }
}
