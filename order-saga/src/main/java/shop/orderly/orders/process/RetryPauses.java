package shop.orderly.orders.process;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a step is tried again: doubling, with a random half taken off so that orders that failed
 * together do not come back together, and never longer than the cap.
 *
 * @param first after the first failure, before the random part
 * @param cap the longest pause
 */
public record RetryPauses(Duration first, Duration cap, RandomGenerator random) {

    private static final int MOST_DOUBLINGS = 30;

    /** @param failures in a row, from 1 upwards */
    Duration after(int failures) {
        var doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var longest = doubled.compareTo(cap) < 0 ? doubled : cap;
        return Duration.ofMillis(Math.round(longest.toMillis() * (0.5 + random.nextDouble() / 2)));
    }
}
