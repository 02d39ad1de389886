package shop.orderly.platform.faults;

import static shop.orderly.platform.faults.Fault.Kind.DECLINE;
import static shop.orderly.platform.faults.Fault.Kind.DOWN;
import static shop.orderly.platform.faults.Fault.Kind.FAIL;
import static shop.orderly.platform.faults.Fault.Kind.PAUSE;
import static shop.orderly.platform.faults.Fault.Kind.POISON;
import static shop.orderly.platform.faults.Fault.Kind.SLOW;
import static shop.orderly.platform.faults.Fault.Kind.TIMEOUT;
import static shop.orderly.platform.faults.Fault.Kind.UNAVAILABLE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.shared.RefusedException;

/**
 * The points of all services and what can be asked of them. Every service knows all of them, so that all refuse the same
 * text, wherever its point is.
 */
final class FaultGrammar {

    static final Map<String, Set<Fault.Kind>> POINTS = Map.of(
            "payment", Set.of(DECLINE, SLOW, TIMEOUT, UNAVAILABLE),
            "stock", Set.of(SLOW, FAIL, UNAVAILABLE),
            "projection", Set.of(POISON),
            "kafka", Set.of(DOWN),
            "inbox", Set.of(PAUSE));

    /** What people are told. */
    static final Map<String, String> ALLOWED = Map.of(
            "payment", "decline[:share] | slow:<500ms or 2s> | timeout[:share] | unavailable",
            "stock", "slow:<500ms or 2s> | fail[:share] | unavailable",
            "projection", "poison[:group[:times]]",
            "kafka", "down",
            "inbox", "pause");

    private FaultGrammar() {}

    /**
     * Reads what is asked of a point: one or more faults with {@code |} between them, each kind once.
     *
     * @throws RefusedException {@code fault_invalid}, which says what is allowed
     */
    static List<Fault> read(String point, String text) {
        var kinds = POINTS.get(point);
        if (kinds == null) {
            throw refused("There is no point '" + printable(point) + "'.");
        }
        var faults = new ArrayList<Fault>();
        for (var part : text.split("\\|", -1)) {
            var fault = read(kinds, part.strip());
            if (fault == null || faults.stream().anyMatch(other -> other.kind() == fault.kind())) {
                throw refused("'" + printable(text) + "' is nothing that " + point + " can do.");
            }
            faults.add(fault);
        }
        return List.copyOf(faults);
    }

    private static @Nullable Fault read(Set<Fault.Kind> kinds, String text) {
        var colon = text.indexOf(':');
        var word = colon < 0 ? text : text.substring(0, colon);
        var argument = colon < 0 ? "" : text.substring(colon + 1);
        if (colon >= 0 && argument.isEmpty()) {
            return null;
        }
        try {
            for (var kind : kinds) {
                if (kind.toString().equals(word)) {
                    return Fault.of(kind, argument);
                }
            }
        } catch (IllegalArgumentException wrong) {
            return null;
        }
        return null;
    }

    static RefusedException refused(String sentence) {
        return Refusal.invalid("fault_invalid", sentence + " See allowed.")
                .with("allowed", ALLOWED)
                .exception();
    }

    private static String printable(String text) {
        var shown = text.replaceAll("\\P{Print}", "?");
        return shown.length() > 100 ? shown.substring(0, 100) + "…" : shown;
    }
}
