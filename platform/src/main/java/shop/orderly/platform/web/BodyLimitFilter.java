package shop.orderly.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies over the limit with 413, whether or not they say how long they are, and bodies that take too long to
 * come with 408; keeps the others in memory, whatever the method. Query strings have a limit too: 414.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

    /** After authentication, before everything that reads bodies. */
    static final int ORDER = -90;

    private static final int CHUNK = 4096;

    private final int limit;

    private final Duration patience;

    private final int longestTarget;

    private final ProblemWriter problems;

    BodyLimitFilter(WebProperties properties, ProblemWriter problems) {
        this.limit = Math.toIntExact(properties.maxBody().toBytes());
        this.patience = properties.bodyTimeout();
        this.longestTarget = Math.toIntExact(properties.maxTarget().toBytes());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (targetLength(request) > longestTarget) {
            refuse(
                    HttpStatus.URI_TOO_LONG,
                    "uri_too_long",
                    "A path and its query have at most " + longestTarget + " characters.",
                    request,
                    response);
        } else if (request.getContentLengthLong() > limit) {
            refuseLarge(request, response);
        } else {
            filterWithBody(request, response, chain);
        }
    }

    private void filterWithBody(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body;
        try {
            body = read(request.getInputStream());
        } catch (IOException e) {
            if (!isTimeout(e)) {
                throw e;
            }
            logger.debug("A body did not come in time", e);
            // Tomcat notes it there and would answer 500 over our answer.
            request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
            refuse(HttpStatus.REQUEST_TIMEOUT, "request_timeout", "The body did not come in time.", request, response);
            return;
        }
        if (body.length > limit) {
            refuseLarge(request, response);
            return;
        }
        chain.doFilter(new CachedBody(request, body), response);
    }

    /** At most one byte over the limit; as a whole in time, not only each part of it. */
    private byte[] read(InputStream body) throws IOException {
        var end = System.nanoTime() + patience.toNanos();
        var read = new ByteArrayOutputStream();
        var chunk = new byte[CHUNK];
        while (read.size() <= limit) {
            var length = body.read(chunk, 0, Math.min(CHUNK, limit + 1 - read.size()));
            if (length < 0) {
                break;
            }
            read.write(chunk, 0, length);
            if (System.nanoTime() - end > 0) {
                throw new SocketTimeoutException("not within " + patience);
            }
        }
        return read.toByteArray();
    }

    /** Tomcat says it by a cause. */
    private static boolean isTimeout(IOException failure) {
        return failure instanceof SocketTimeoutException || failure.getCause() instanceof SocketTimeoutException;
    }

    private static int targetLength(HttpServletRequest request) {
        var query = request.getQueryString();
        return request.getRequestURI().length() + (query == null ? 0 : query.length() + 1);
    }

    private void refuseLarge(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuse(
                HttpStatus.CONTENT_TOO_LARGE,
                "content_too_large",
                "A body has at most " + limit / 1024 + " KB.",
                request,
                response);
    }

    private void refuse(
            HttpStatus status, String code, String detail, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        problems.write(Problem.of(status, code, detail), request, response);
    }
}
