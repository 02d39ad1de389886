package shop.orderly.platform.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what went wrong outside of any endpoint as a {@link Problem} too. */
@Hidden
@RestController
class ProblemErrorController implements ErrorController {

    private static final Map<Integer, String> CODES = Map.of(
            400, "bad_request",
            401, "unauthenticated",
            403, "forbidden",
            404, "not_found",
            405, "method_not_allowed",
            408, "request_timeout",
            413, "content_too_large");

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request, HttpServletResponse response) {
        // Tomcat may have refused before any filter ran.
        SecurityHeaders.addMissing(response);
        var problem = problemOf(request);
        return ResponseEntity.status(problem.status())
                .headers(problem.headers())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem.detail());
    }

    private static Problem problemOf(HttpServletRequest request) {
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer n ? n : 404;
        var status = HttpStatus.resolve(code);
        if (status == null || status.is5xxServerError()) {
            return Failures.problemOf(
                    request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure
                            ? failure
                            : new IllegalStateException("Answered " + code + " without an exception"));
        }
        return Problem.of(status, CODES.getOrDefault(code, "bad_request"), status.getReasonPhrase());
    }
}
