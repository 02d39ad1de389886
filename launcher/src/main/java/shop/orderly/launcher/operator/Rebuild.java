package shop.orderly.launcher.operator;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A rebuild of a projection, as its service tells of it.
 *
 * @param done how much of the history is done, 0..1
 */
record Rebuild(String id, String projection, String state, double done, JsonNode json) {
    private static final Set<String> ENDED = Set.of("done", "failed", "cancelled", "rolled_back");
    private static final int BAR = 30;

    static Rebuild of(JsonNode json) {
        var start = json.path("start_position").asLong(0);
        var way = json.path("head").asLong(0) - start;
        var gone = json.path("position").asLong(0) - start;
        var isDone = json.path("state").asString("").equals("done");
        var done = isDone || way <= 0 ? 1 : Math.clamp((double) gone / way, 0, 1);
        return new Rebuild(
                json.path("id").asString(""),
                json.path("projection").asString(""),
                json.path("state").asString(""),
                done,
                json);
    }

    boolean hasEnded() {
        return ENDED.contains(state);
    }

    boolean isGood() {
        return state.equals("done") || state.equals("rolled_back");
    }

    String inShort() {
        return hasEnded() ? state : state + " " + percent();
    }

    private String percent() {
        return Math.round(Math.floor(100 * done)) + " %";
    }

    /** A line with a bar. */
    String line() {
        var full = (int) Math.round(done * BAR);
        var line = new StringBuilder(projection)
                .append(" [")
                .append("#".repeat(full))
                .append(".".repeat(BAR - full))
                .append("] ")
                .append(percent())
                .append("  ")
                .append(Words.count(json, "position"))
                .append(" of ")
                .append(Words.count(json, "head"));
        var rate = json.path("events_per_second").asDouble(0);
        if (rate > 0 && !hasEnded()) {
            line.append("  ").append(Words.count(Math.round(rate))).append(" events/s");
        }
        var left = Words.time(json, "eta_seconds");
        if (!left.isEmpty() && !hasEnded()) {
            line.append("  ").append(left).append(" left");
        }
        var passedOver = json.path("verification").path("passed_over").asLong(0);
        if (passedOver > 0) {
            line.append("  ").append(Words.count(passedOver)).append(" discarded events passed over");
        }
        return line.append("  ").append(state).toString();
    }

    String error() {
        return json.path("error").asString("");
    }
}
