package shop.orderly.launcher.operator;

import java.io.PrintStream;
import tools.jackson.databind.JsonNode;

/** Says which services did not answer, so that nobody takes half a list for the whole. */
final class Away {
    private Away() {}

    static void report(JsonNode answer, PrintStream out) {
        for (var service : answer.path("away")) {
            var status = service.path("status").asInt(0);
            out.println("Not in this list: " + service.path("service").asString("") + ", which "
                    + (status == 0 ? "does not answer." : "answered " + status + "."));
        }
    }
}
