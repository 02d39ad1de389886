package shop.orderly.platform.access;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import shop.orderly.contracts.shared.Actor;

/** Whether a message names its sender as the actor, if it names one. */
final class Actors {

    private static final String CUSTOMER = Role.CUSTOMER.toString();

    /** The actors of a type of message; found once. */
    private static final ClassValue<List<Method>> NAMED = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
            return type.isRecord()
                    ? Arrays.stream(type.getRecordComponents())
                            .filter(component -> component.getType() == Actor.class)
                            .map(RecordComponent::getAccessor)
                            .toList()
                    : List.of();
        }
    };

    private Actors() {}

    static boolean areOf(Identity sender, Object message) {
        for (var accessor : NAMED.get(message.getClass())) {
            if (!isOf(sender, actor(accessor, message))) {
                return false;
            }
        }
        return true;
    }

    /** Users act in one of their roles, or as a customer, which everybody may be; whoever is no user is the system. */
    private static boolean isOf(Identity sender, Actor actor) {
        if (sender.kind() != Identity.Kind.USER) {
            return actor.kind().equals("system");
        }
        var kind = actor.kind();
        return actor.id().equals(sender.id())
                && (kind.equals(CUSTOMER)
                        || sender.roles().stream()
                                .anyMatch(role -> role.toString().equals(kind)));
    }

    private static Actor actor(Method accessor, Object message) {
        try {
            return (Actor) accessor.invoke(message);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read the actor of " + message.getClass(), e);
        }
    }
}
