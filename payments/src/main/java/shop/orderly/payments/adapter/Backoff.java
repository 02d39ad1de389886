package shop.orderly.payments.adapter;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before asking again: doubled each time up to a limit, and shortened by up to half at random so that
 * many payments do not ask at one instant.
 */
record Backoff(Duration initial, Duration max) {

    Duration after(int attempts) {
        var doubled = initial.toMillis() << Math.min(Math.max(attempts - 1, 0), 20);
        var wait = Math.max(1, Math.min(doubled, max.toMillis()));
        return Duration.ofMillis(wait - ThreadLocalRandom.current().nextLong(wait / 2 + 1));
    }
}
