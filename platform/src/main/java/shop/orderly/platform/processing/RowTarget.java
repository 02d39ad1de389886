package shop.orderly.platform.processing;

import java.util.function.UnaryOperator;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a processing group go while its handlers run beside the live ones: other tables, other dead letters,
 * and nobody who waits for rows is woken.
 *
 * @param group whose handlers run
 * @param parkedAs under which name events that cannot be handled are parked, if the group has dead letters at all
 * @param statements turns a statement on the live tables into one on the other tables; throws for one that it cannot turn
 * @param oneByOne whether each statement is sent by itself, in the order of the events
 */
public record RowTarget(String group, String parkedAs, UnaryOperator<String> statements, boolean oneByOne) {

    private static final String RESOURCE = RowTarget.class.getName();

    /** Null where the handlers write the live rows. */
    static @Nullable RowTarget current() {
        return CurrentUnitOfWork.isStarted() ? CurrentUnitOfWork.get().getResource(RESOURCE) : null;
    }

    /** For the rest of the current unit of work. */
    void use() {
        CurrentUnitOfWork.get().resources().put(RESOURCE, this);
    }
}
