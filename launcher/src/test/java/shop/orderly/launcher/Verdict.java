package shop.orderly.launcher;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an answer to nonsense must be: no failure of ours; if it is a refusal, a problem that tells nothing of the inside. */
final class Verdict {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern INSIDE = Pattern.compile(
            "Exception|Caused by|\\.java:|\\bat [a-z]+\\.[a-z]+\\.|shop\\.orderly|org\\.(spring|axon|apache|postgres|hib)"
                    + "|jakarta\\.|tools\\.jackson|SQL|SELECT |Tomcat|[Pp]ostgres|[Hh]ibernate|<html|<!doctype",
            Pattern.CASE_INSENSITIVE);
    /** Somebody else changed the same thing, or what was asked for by its version is not there yet. */
    private static final Set<String> LATER = Set.of("urn:orderly:problem:busy", "urn:orderly:problem:not_yet_visible");

    private Verdict() {}

    /** What is wrong with the answer, if anything is. */
    static Optional<String> on(Wire.Heard answer, boolean isHead) {
        if (!answer.header("Server").isEmpty() || !answer.header("X-Powered-By").isEmpty()) {
            return Optional.of("names its server");
        }
        if (answer.status() < 300) {
            return Optional.empty();
        }
        if (answer.status() < 400) {
            return Optional.of("leads elsewhere");
        }
        if (isHead) {
            return answer.status() < 500 ? Optional.empty() : Optional.of("fails");
        }
        return onProblem(answer);
    }

    private static Optional<String> onProblem(Wire.Heard answer) {
        if (!answer.header("Content-Type").startsWith("application/problem+json")) {
            return Optional.of("is no problem but '" + answer.header("Content-Type") + "'");
        }
        ObjectNode problem;
        try {
            problem = (ObjectNode) JSON.readTree(answer.body());
        } catch (JacksonException | ClassCastException e) {
            return Optional.of("is no JSON object");
        }
        var type = problem.path("type").asString("");
        if (answer.status() >= 500
                && !(answer.status() == 503
                        && LATER.contains(type)
                        && !answer.header("Retry-After").isEmpty())) {
            return Optional.of("fails");
        }
        if (!type.matches("urn:orderly:problem:[a-z_]+")
                || problem.path("title").asString("").isBlank()
                || problem.path("status").asInt(0) != answer.status()) {
            return Optional.of("lacks type, title or status");
        }
        // The path that was asked for; it says what the client said.
        problem.remove("instance");
        var inside = INSIDE.matcher(problem.toString());
        return inside.find() ? Optional.of("tells of '" + inside.group() + "'") : Optional.empty();
    }
}
