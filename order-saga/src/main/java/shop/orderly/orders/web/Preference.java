package shop.orderly.orders.web;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client prefers, RFC 7240: {@code Prefer: wait=5} waits that many seconds for an outcome. */
final class Preference {

    private static final Pattern WAIT =
            Pattern.compile("(?i)(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,6})\"?\\s*(?=$|[,;])");
    private static final int LONGEST_SECONDS = 30;

    private Preference() {}

    /** How long to wait, 30 s at most; empty if the client did not ask for it. Anything else is ignored. */
    static Optional<Duration> waiting(@Nullable String prefer) {
        if (prefer == null) {
            return Optional.empty();
        }
        var wait = WAIT.matcher(prefer);
        return wait.find()
                ? Optional.of(Duration.ofSeconds(Math.min(LONGEST_SECONDS, Integer.parseInt(wait.group(1)))))
                : Optional.empty();
    }
}
