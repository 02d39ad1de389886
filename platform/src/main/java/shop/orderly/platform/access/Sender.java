package shop.orderly.platform.access;

import java.util.Set;

/**
 * A row of the table for a sender that is not a user.
 *
 * @param kind a service or a process
 * @param messages the commands and queries that it may send
 */
public record Sender(Identity.Kind kind, String name, Set<Class<?>> messages) implements AccessTable.Row {

    public Sender {
        messages = Set.copyOf(messages);
    }

    public Sender sends(Class<?>... types) {
        return new Sender(kind, name, Set.of(types));
    }
}
