package shop.orderly.platform.deadletters;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * One letter of a sequence.
 *
 * @param payload the event's JSON, or a text if it is none; null if there is nothing
 */
record LetterResponse(
        @JsonUnwrapped DeadLetterResponse letter, @Nullable JsonNode payload) {

    static LetterResponse of(String service, DeadLetter letter) {
        return new LetterResponse(DeadLetterResponse.of(service, letter), json(letter.payload()));
    }

    private static @Nullable JsonNode json(@Nullable String payload) {
        if (payload == null) {
            return null;
        }
        try {
            return JsonMapper.shared().readTree(payload);
        } catch (JacksonException noJson) {
            return StringNode.valueOf(payload);
        }
    }
}
