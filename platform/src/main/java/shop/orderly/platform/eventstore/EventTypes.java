package shop.orderly.platform.eventstore;

import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.BeanUtils;
import shop.orderly.contracts.json.EventHistory;
import shop.orderly.contracts.shared.EventType;

/**
 * The event types that a service stores, own and foreign, by their logical names.
 *
 * <p>A service declares one bean of this type. An event whose type is not listed here cannot be appended; a stored event
 * whose name is not listed is passed over by every reader.
 */
public final class EventTypes {

    private final Map<String, Class<?>> classes = new HashMap<>();
    private final Map<Class<?>, EventType> types = new HashMap<>();
    private final Map<Class<?>, EventHistory> histories = new HashMap<>();

    private EventTypes() {}

    /**
     * Collects event types.
     *
     * @param families event records, or sealed families whose permitted subtypes are collected to the last record
     * @throws IllegalArgumentException if a record carries no {@link EventType}, two records carry one name, or a record's
     *     history does not have one step from each earlier revision
     */
    public static EventTypes of(Class<?>... families) {
        var types = new EventTypes();
        for (var family : families) {
            types.collect(family);
        }
        return types;
    }

    /** The class that holds events of this logical name, if the service stores them. */
    public Optional<Class<?>> classFor(String name) {
        return Optional.ofNullable(classes.get(name));
    }

    /** Whether events of this class may be appended. */
    public boolean contains(Class<?> type) {
        return types.containsKey(type);
    }

    /**
     * The logical name of an event class.
     *
     * @throws IllegalArgumentException if the class is not one of these types
     */
    public String nameOf(Class<?> type) {
        return require(type).value();
    }

    /**
     * The present revision of an event class.
     *
     * @throws IllegalArgumentException if the class is not one of these types
     */
    public int revisionOf(Class<?> type) {
        return require(type).revision();
    }

    /**
     * How to read what earlier revisions of an event class have stored.
     *
     * @throws IllegalArgumentException if the class is not one of these types
     */
    EventHistory historyOf(Class<?> type) {
        require(type);
        return histories.getOrDefault(type, new EventHistory.None());
    }

    /** All logical names. */
    public Set<String> names() {
        return Set.copyOf(classes.keySet());
    }

    private void collect(Class<?> type) {
        if (type.isSealed() && (type.isInterface() || Modifier.isAbstract(type.getModifiers()))) {
            for (var permitted : type.getPermittedSubclasses()) {
                collect(permitted);
            }
            return;
        }
        var mark = type.getAnnotation(EventType.class);
        if (mark == null) {
            throw new IllegalArgumentException(type.getName() + " is no event: give it an @EventType");
        }
        var other = classes.put(mark.value(), type);
        if (other != null && other != type) {
            throw new IllegalArgumentException(
                    other.getName() + " and " + type.getName() + " both call themselves " + mark.value());
        }
        types.put(type, mark);
        histories.put(type, history(type, mark));
    }

    private static EventHistory history(Class<?> type, EventType mark) {
        var history = BeanUtils.instantiateClass(mark.history());
        var steps = history.steps().size();
        if (mark.revision() < 1 || steps != mark.revision() - 1) {
            throw new IllegalArgumentException(type.getName() + " has revision " + mark.revision()
                    + ", but its history has " + steps + " steps: each earlier revision needs one");
        }
        return history;
    }

    private EventType require(Class<?> type) {
        var mark = types.get(type);
        if (mark == null) {
            throw new IllegalArgumentException(
                    type.getName() + " is not among this service's event types: add its family to the EventTypes bean");
        }
        return mark;
    }
}
