package shop.orderly.platform.identity;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The switch {@code ORDERLY_MTLS}: whether services serve HTTPS and ask who calls. */
public final class MutualTls {

    public static final String VARIABLE = "ORDERLY_MTLS";

    private MutualTls() {}

    /**
     * @param value {@code on} or {@code off}; {@code true} and {@code false} too, which is what YAML makes of them; null and
     *     empty are off
     * @throws IllegalArgumentException for anything else: who means on must not get off
     */
    public static boolean isOn(@Nullable String value) {
        return switch (value == null ? "" : value.strip().toLowerCase(Locale.ROOT)) {
            case "on", "true" -> true;
            case "", "off", "false" -> false;
            default -> throw new IllegalArgumentException(VARIABLE + " is on or off, not '" + value + "'");
        };
    }
}
