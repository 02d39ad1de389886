package shop.orderly.platform.web;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.axonframework.eventsourcing.IncompatibleAggregateException;
import org.axonframework.messaging.HandlerExecutionException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.CannotCreateTransactionException;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.platform.time.Ids;

/** What an exception means to the client; the first cause that means something decides. */
final class Failures {

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private static final int MAX_CAUSES = 20;

    /** Postgres' character_not_in_repertoire: a NUL in a parameter of a query. */
    private static final String UNSTORABLE_TEXT = "22021";

    private Failures() {}

    /** The problem that an exception stands for; one that stands for none is logged and becomes a bare 500. */
    static Problem problemOf(Throwable failure) {
        var cause = failure;
        for (var i = 0; cause != null && i < MAX_CAUSES; i++) {
            var known = known(cause);
            if (known.isPresent()) {
                return known.get();
            }
            cause = cause.getCause();
        }
        return internal(failure);
    }

    private static Optional<Problem> known(Throwable cause) {
        if (cause instanceof RefusedException refused) {
            return Optional.of(Problem.of(refused.refusal()));
        }
        if (cause instanceof ProblemException other) {
            return Optional.of(other.problem());
        }
        if (cause instanceof HandlerExecutionException handled) {
            return handled.getDetails().filter(Refusal.class::isInstance).map(it -> Problem.of((Refusal) it));
        }
        if (cause instanceof NotYetVisibleException) {
            return Optional.of(Problem.tryAgain("not_yet_visible", String.valueOf(cause.getMessage()), 1));
        }
        if (isAny(
                cause,
                ConcurrencyException.class,
                AggregateStreamCreationException.class,
                ConcurrencyFailureException.class)) {
            return Optional.of(Problem.tryAgain("busy", "Others are changing the same thing; try again.", 1));
        }
        if (isAny(cause, AggregateNotFoundException.class)) {
            return Optional.of(notFound());
        }
        if (isAny(cause, IncompatibleAggregateException.class)) {
            log.warn("An id belongs to a thing of another kind: {}", cause.getMessage());
            return Optional.of(notFound());
        }
        if (isAny(
                cause,
                AuthenticationServiceException.class,
                TransientDataAccessException.class,
                DataAccessResourceFailureException.class,
                CannotCreateTransactionException.class,
                TimeoutException.class,
                ConnectException.class)) {
            return Optional.of(unavailable(cause));
        }
        if (cause instanceof SQLException sql && UNSTORABLE_TEXT.equals(sql.getSQLState())) {
            return Optional.of(
                    Problem.of(HttpStatus.BAD_REQUEST, "validation_failed", "Text must not contain NUL characters."));
        }
        if (cause instanceof InvalidParameterException) {
            return Optional.of(Problem.of(HttpStatus.BAD_REQUEST, "bad_request", "The query cannot be read."));
        }
        if (isAny(cause, AuthenticationException.class)) {
            return Optional.of(unauthenticated());
        }
        if (isAny(cause, AccessDeniedException.class)) {
            return Optional.of(
                    isAnonymous()
                            ? unauthenticated()
                            : Problem.of(HttpStatus.FORBIDDEN, "forbidden", "Your roles do not allow this."));
        }
        return Optional.empty();
    }

    private static boolean isAny(Throwable cause, Class<?>... types) {
        return Arrays.stream(types).anyMatch(type -> type.isInstance(cause));
    }

    private static boolean isAnonymous() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null || authentication instanceof AnonymousAuthenticationToken;
    }

    private static Problem notFound() {
        return Problem.of(HttpStatus.NOT_FOUND, "not_found", "There is no such thing.");
    }

    private static Problem unauthenticated() {
        return Problem.of(HttpStatus.UNAUTHORIZED, "unauthenticated", "This needs a valid bearer token.");
    }

    private static Problem unavailable(Throwable cause) {
        log.warn("A dependency is not available", cause);
        return Problem.tryAgain("unavailable", "Something this depends on is not available; try again.", 2);
    }

    private static Problem internal(Throwable failure) {
        var traced = MDC.get("traceId");
        var traceId = traced == null || traced.isEmpty() ? Ids.next() : traced;
        log.error("Unexpected failure, trace {}", traceId, failure);
        return Problem.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal_error",
                        "Something went wrong here; give the trace id to the operators.")
                .with("trace_id", traceId);
    }
}
