package shop.orderly.platform.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import shop.orderly.platform.web.Problem.FieldProblem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Answers everything that goes wrong at an endpoint as a {@link Problem}. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Map<Integer, String> CODES = Map.of(
            400, "bad_request",
            404, "not_found",
            405, "method_not_allowed",
            406, "not_acceptable",
            413, "content_too_large",
            415, "unsupported_media_type",
            503, "unavailable");

    @ExceptionHandler(Exception.class)
    @Nullable ResponseEntity<Object> handleAnything(Exception exception, WebRequest request) {
        var problem = Failures.problemOf(exception);
        var headers = problem.headers();
        if (problem.status().value() == HttpStatus.UNAUTHORIZED.value()) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return answer(exception, problem, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var errors = exception.getAllErrors().stream()
                .map(error -> fieldProblem("", error))
                .toList();
        return answer(exception, Problem.validation(errors), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException exception,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (exception.isForReturnValue()) {
            return handleAnything(new IllegalStateException("An answer is not valid", exception), request);
        }
        var errors = new ArrayList<FieldProblem>();
        for (var result : exception.getParameterValidationResults()) {
            var parameter = String.valueOf(result.getMethodParameter().getParameterName());
            if (result instanceof ParameterErrors inside) {
                inside.getAllErrors().forEach(error -> errors.add(fieldProblem("", error)));
            } else {
                result.getResolvableErrors()
                        .forEach(error -> errors.add(new FieldProblem(
                                JsonPaths.ofProperty(parameter), String.valueOf(error.getDefaultMessage()))));
            }
        }
        return answer(exception, Problem.validation(errors), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(exception, unreadable(exception), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var name = exception instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(exception.getPropertyName());
        var wanted = exception.getRequiredType() == null ? "" : ": " + described(exception.getRequiredType());
        return answer(
                exception,
                Problem.validation(JsonPaths.ofProperty(name), "has the wrong type" + wanted),
                headers,
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException exception,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(exception, Problem.validation(exception.getParameterName(), "is missing"), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var field = exception instanceof MissingRequestHeaderException header ? header.getHeaderName() : "";
        return answer(exception, Problem.validation(field, "is missing"), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (status.is5xxServerError() && !(exception instanceof ErrorResponse)) {
            return handleAnything(exception, request);
        }
        var code = CODES.getOrDefault(status.value(), status.is5xxServerError() ? "internal_error" : "bad_request");
        var detail = exception instanceof ErrorResponse response
                ? response.getBody().getDetail()
                : HttpStatus.valueOf(status.value()).getReasonPhrase();
        return answer(exception, Problem.of(status, code, detail), headers, request);
    }

    private @Nullable ResponseEntity<Object> answer(
            Exception exception, Problem problem, HttpHeaders headers, WebRequest request) {
        var all = new HttpHeaders();
        all.putAll(headers);
        all.putAll(problem.headers());
        // Whatever the client would rather have, or could not say.
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.handleExceptionInternal(exception, problem.detail(), all, problem.status(), request);
    }

    private static FieldProblem fieldProblem(String prefix, ObjectError error) {
        var field = error instanceof FieldError at ? JsonPaths.ofProperty(at.getField()) : prefix;
        return new FieldProblem(field, String.valueOf(error.getDefaultMessage()));
    }

    private static Problem unreadable(HttpMessageNotReadableException exception) {
        var cause = exception.getCause();
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return Problem.validation(JsonPaths.of(unknown.getPath()), "is not known here");
        }
        if (cause instanceof StreamReadException broken && broken.getPath().isEmpty()) {
            return Problem.validation("", "is not JSON that can be read");
        }
        if (cause instanceof InvalidFormatException wrong) {
            return Problem.validation(JsonPaths.of(wrong.getPath()), "must be " + described(wrong.getTargetType()));
        }
        if (cause instanceof JacksonException wrong) {
            return Problem.validation(JsonPaths.of(wrong.getPath()), "has a wrong or missing value");
        }
        return Problem.validation("", "is missing or cannot be read");
    }

    private static String described(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + List.of(type.getEnumConstants());
        }
        if (Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != boolean.class)) {
            return "a number";
        }
        return type == Boolean.class || type == boolean.class ? "true or false" : "a valid value";
    }
}
