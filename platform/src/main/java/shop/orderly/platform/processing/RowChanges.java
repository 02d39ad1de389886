package shop.orderly.platform.processing;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets a reader wait for rows that a projection is about to write, on this replica or another. */
public interface RowChanges {

    /**
     * Reads until there is something to see. Call it outside any transaction.
     *
     * @param limit how long to wait at most; zero reads once
     * @param read asked at once, on every change of rows, and every 100 ms
     * @return what was read, or empty when the time is up
     */
    <T> Optional<T> await(Duration limit, Supplier<Optional<T>> read);
}
