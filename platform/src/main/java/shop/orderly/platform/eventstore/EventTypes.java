package shop.orderly.platform.eventstore;

import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private EventTypes() {}

    /**
     * Collects event types.
     *
     * @param families event records, or sealed families whose permitted subtypes are collected to the last record
     * @throws IllegalArgumentException if a record carries no {@link EventType}, or two records carry one name
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
