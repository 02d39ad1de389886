package shop.orderly.platform.web;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import shop.orderly.contracts.shared.Refusal;

/**
 * An answer that says what is wrong, RFC 9457: {@code type} is {@code urn:orderly:problem:<code>}.
 *
 * @param detail what the body says
 * @param retryAfterSeconds for {@code Retry-After}; 0 for none
 */
public record Problem(ProblemDetail detail, int retryAfterSeconds) {

    /** A wrong value in a request: where it stands, in the JSON's own words, and what is wrong with it. */
    public record FieldProblem(String field, String message) {}

    public static Problem of(HttpStatusCode status, String code, @Nullable String detail) {
        var problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create("urn:orderly:problem:" + code));
        var known = HttpStatus.resolve(status.value());
        problem.setTitle(known == null ? "Error" : known.getReasonPhrase());
        problem.setDetail(detail);
        return new Problem(problem, 0);
    }

    public static Problem validation(List<FieldProblem> errors) {
        var problem = of(HttpStatus.BAD_REQUEST, "validation_failed", "The request is not valid; see errors.");
        return problem.with("errors", errors);
    }

    public static Problem validation(String field, String message) {
        return validation(List.of(new FieldProblem(field, message)));
    }

    public static Problem of(Refusal refusal) {
        var status = switch (refusal.kind()) {
            case INVALID -> HttpStatus.BAD_REQUEST;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
        };
        var problem = of(status, refusal.code(), refusal.detail());
        refusal.properties().forEach(problem::with);
        return problem;
    }

    /** 503: nothing happened, or nothing that a retry would repeat. */
    public static Problem tryAgain(String code, String detail, int afterSeconds) {
        return new Problem(of(HttpStatus.SERVICE_UNAVAILABLE, code, detail).detail, afterSeconds);
    }

    public Problem with(String name, Object value) {
        detail.setProperty(name, value);
        return this;
    }

    public Problem retryAfter(int seconds) {
        return new Problem(detail, seconds);
    }

    public HttpStatusCode status() {
        return HttpStatusCode.valueOf(detail.getStatus());
    }

    HttpHeaders headers() {
        var headers = new HttpHeaders();
        if (retryAfterSeconds > 0) {
            headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
        }
        return headers;
    }
}
