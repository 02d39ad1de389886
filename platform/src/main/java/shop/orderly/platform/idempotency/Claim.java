package shop.orderly.platform.idempotency;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What came of asking for a key. */
sealed interface Claim {

    /**
     * The request is ours to do.
     *
     * @param resourceId the id of what it creates, the same for every attempt
     * @param attempt which attempt this is; only the latest may record its answer
     */
    record Granted(KeyUse use, String resourceId, int attempt) implements Claim {}

    /** It was done before: this is the answer. */
    record Answered(Answer answer) implements Claim {}

    /** Another request with this key is being done now. */
    record InFlight(long secondsLeft) implements Claim {}

    /** The key was used for another request. */
    record Reused() implements Claim {}

    /**
     * A recorded answer.
     *
     * @param headers those that are part of the answer's meaning, by name
     * @param text the body, byte for byte as Latin-1 text
     */
    record Answer(int status, Map<String, String> headers, String text) {

        public Answer {
            headers = Map.copyOf(headers);
        }

        static Answer of(int status, Map<String, String> headers, byte[] body) {
            return new Answer(status, headers, new String(body, StandardCharsets.ISO_8859_1));
        }

        byte[] body() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
