package shop.orderly.gateway.web;

import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import shop.orderly.platform.web.Problem;

/** What the client hears when a service does not: 503 if it cannot be reached, 504 if it takes too long. */
@Component
class UpstreamProblems {

    private static final Logger log = LoggerFactory.getLogger(UpstreamProblems.class);
    private static final int RETRY_AFTER_SECONDS = 2;

    ServerResponse of(String service, Throwable failure, ServerRequest request) {
        log.warn("{} did not answer {} {}: {}", service, request.method(), request.path(), failure.toString());
        var problem = isTimeout(failure)
                ? Problem.of(HttpStatus.GATEWAY_TIMEOUT, "upstream_timeout", service + " took too long to answer.")
                : Problem.tryAgain("unavailable", service + " is not available; try again.", RETRY_AFTER_SECONDS);
        problem.detail().setInstance(request.uri().resolve(request.uri().getRawPath()));
        var answer = ServerResponse.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.retryAfterSeconds() > 0) {
            answer.header(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
        }
        return answer.body(problem.detail());
    }

    private static boolean isTimeout(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpConnectTimeoutException) {
                return false;
            }
            if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }
}
