package shop.orderly.platform.idempotency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;
import shop.orderly.platform.idempotency.Claim.Answer;
import shop.orderly.platform.idempotency.Claim.Answered;
import shop.orderly.platform.idempotency.Claim.Granted;
import shop.orderly.platform.idempotency.Claim.InFlight;
import shop.orderly.platform.idempotency.Claim.Reused;
import shop.orderly.platform.web.CachedBody;
import shop.orderly.platform.web.NewIds;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemWriter;

/**
 * Does a write with an {@code Idempotency-Key} once and answers its repeats with the first answer. A key belongs to the
 * token's subject and to one request. An answer that a repeat might better (5xx, 429) is not kept, the id of what was
 * to be created is.
 */
final class IdempotencyFilter extends OncePerRequestFilter {

    /** After authentication and the body limit. */
    static final int ORDER = -80;

    private static final String KEY = "Idempotency-Key";

    private static final String REPLAYED = "Idempotent-Replayed";

    private static final String GRANTED = IdempotencyFilter.class.getName() + ".granted";

    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    private static final List<String> MEANINGFUL = List.of(
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.LOCATION,
            HttpHeaders.CONTENT_LOCATION,
            HttpHeaders.ETAG,
            HttpHeaders.LAST_MODIFIED,
            "Preference-Applied");

    private final IdempotencyKeys keys;

    private final ProblemWriter problems;

    IdempotencyFilter(IdempotencyKeys keys, ProblemWriter problems) {
        this.keys = keys;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(KEY) == null || !WRITES.contains(request.getMethod());
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(GRANTED) instanceof Granted claim) {
            perform(claim, request, response, chain);
            return;
        }
        var subject = subject();
        if (subject.isEmpty()) {
            // A public endpoint: a key belongs to somebody, so here it means nothing.
            chain.doFilter(request, response);
            return;
        }
        var key = Objects.requireNonNullElse(request.getHeader(KEY), "");
        if (!isValid(key)) {
            problems.write(Problem.validation(KEY, "must be 1 to 255 printable ASCII characters"), request, response);
            return;
        }
        switch (keys.claim(new KeyUse(subject.get(), key, hash(request)))) {
            case Granted claim -> {
                request.setAttribute(GRANTED, claim);
                request.setAttribute(NewIds.CLAIMED, claim.resourceId());
                perform(claim, request, new ContentCachingResponseWrapper(response), chain);
            }
            case Answered before -> replay(before.answer(), response);
            case InFlight other ->
                problems.write(
                        conflict(
                                        "idempotency_key_in_flight",
                                        "The first request with this key is still being done; ask again.")
                                .retryAfter((int) Math.min(other.secondsLeft(), 2)),
                        request,
                        response);
            case Reused reused ->
                problems.write(
                        conflict(
                                "idempotency_key_reused",
                                "This key was used for another request; take a new key for a new request."),
                        request,
                        response);
        }
    }

    private void perform(Granted claim, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var done = false;
        try {
            chain.doFilter(request, response);
            done = true;
        } finally {
            if (!done) {
                keys.release(claim);
            }
        }
        if (isAsyncStarted(request)) {
            return;
        }
        var recorded = WebUtils.getNativeResponse(response, ContentCachingResponseWrapper.class);
        if (recorded != null) {
            remember(claim, recorded);
            recorded.copyBodyToResponse();
        }
    }

    private void remember(Granted claim, ContentCachingResponseWrapper response) {
        var status = response.getStatus();
        if (status >= 500 || status == HttpStatus.TOO_MANY_REQUESTS.value()) {
            keys.release(claim);
            return;
        }
        var headers = new LinkedHashMap<String, String>();
        for (var name : MEANINGFUL) {
            var value = header(response, name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        keys.answer(claim, Answer.of(status, headers, response.getContentAsByteArray()));
    }

    private static @Nullable String header(HttpServletResponse response, String name) {
        return name.equals(HttpHeaders.CONTENT_TYPE) ? response.getContentType() : response.getHeader(name);
    }

    private static void replay(Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setHeader(REPLAYED, "true");
        var body = answer.body();
        if (body.length > 0) {
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    private static Problem conflict(String code, String detail) {
        return Problem.of(HttpStatus.CONFLICT, code, detail);
    }

    private static Optional<String> subject() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Jwt token
                ? Optional.ofNullable(token.getSubject())
                : Optional.empty();
    }

    private static boolean isValid(String key) {
        return !key.isEmpty() && key.length() <= 255 && key.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    private static String hash(HttpServletRequest request) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var query = request.getQueryString();
            var head =
                    request.getMethod() + "\n" + request.getRequestURI() + "\n" + (query == null ? "" : query) + "\n";
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(CachedBody.of(request)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
