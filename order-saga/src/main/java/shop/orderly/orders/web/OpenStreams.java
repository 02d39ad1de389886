package shop.orderly.orders.web;

import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpStatus;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemException;

/** How many streams each user has open on this replica: each holds a connection for minutes, and nobody shall hold them all. */
final class OpenStreams {

    private static final int RETRY_AFTER_SECONDS = 5;

    private final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();
    private final int limit;

    OpenStreams(int limit) {
        this.limit = limit;
    }

    /** @throws ProblemException 429 {@code too_many_streams} */
    void open(String user) {
        var count = counts.merge(user, 1, Integer::sum);
        if (count > limit) {
            close(user);
            throw new ProblemException(Problem.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too_many_streams",
                            "You have " + limit + " streams open; close one of them.")
                    .retryAfter(RETRY_AFTER_SECONDS));
        }
    }

    void close(String user) {
        counts.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
    }
}
