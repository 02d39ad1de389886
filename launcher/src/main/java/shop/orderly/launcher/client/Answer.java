package shop.orderly.launcher.client;

import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a service answered.
 *
 * @param request the method and URL it answers, for messages
 * @param location the Location header, if any
 * @param text the body as it came
 * @param json the body as JSON; a missing node if it is none
 */
public record Answer(String request, int status, Optional<String> location, String text, JsonNode json) {
    /** This answer, if its status is one of these; otherwise a message that says what came instead. */
    public Answer expect(Integer... statuses) {
        if (!Arrays.asList(statuses).contains(status)) {
            throw new Problem(request + " answered " + status + " where " + Arrays.toString(statuses)
                    + " was expected: " + (text.length() > 500 ? text.substring(0, 500) + "…" : text));
        }
        return this;
    }

    /** A field's text; numbers too. Nested ones by a path: {@code items/0/name}. */
    public String field(String path) {
        var node = json.at("/" + path);
        return node.isMissingNode() || node.isNull() ? "" : node.asString();
    }

    /** This answer, if the field has this value. */
    public Answer expect(String path, Object value) {
        if (!field(path).equals(value.toString())) {
            throw new Problem(request + " answered " + path + " = '" + field(path) + "' where '" + value
                    + "' was expected: " + text);
        }
        return this;
    }
}
