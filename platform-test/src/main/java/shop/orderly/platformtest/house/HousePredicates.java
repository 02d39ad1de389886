package shop.orderly.platformtest.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.modelling.saga.SagaEventHandler;
import shop.orderly.contracts.shared.EventType;

/** Which classes and accesses the rules are about. */
final class HousePredicates {
    private static final String ROOT = "shop.orderly.";
    private static final Set<String> CLOCKS = Set.of(
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime",
            Instant.class.getName());

    private HousePredicates() {}

    /** The context a package belongs to, if it belongs to one. */
    static Optional<String> contextOf(JavaClass type) {
        var name = type.getPackageName();
        if (!name.startsWith(ROOT)) {
            return Optional.empty();
        }
        var first = name.substring(ROOT.length()).split("\\.", -1)[0];
        return HouseRules.CONTEXTS.contains(first) ? Optional.of(first) : Optional.empty();
    }

    static DescribedPredicate<JavaClass> resideInContext() {
        return predicate("reside in a context", type -> contextOf(type).isPresent());
    }

    static DescribedPredicate<JavaClass> atARoot() {
        return predicate(
                "at a context's root",
                type -> contextOf(type)
                                .map(c -> (ROOT + c).equals(type.getPackageName()))
                                .orElse(false)
                        || type.getPackageName().equals("shop.orderly.productcommand"));
    }

    static DescribedPredicate<JavaClass> everyone() {
        return DescribedPredicate.alwaysTrue();
    }

    /** By name or by what it implements: {@code OrderEvent}, and every record that is one. */
    static DescribedPredicate<JavaClass> eventFamiliesOrEvents() {
        return predicate(
                "event families or events",
                type -> isFamily(type)
                        || type.isAnnotatedWith(EventType.class)
                        || type.getAllRawInterfaces().stream().anyMatch(HousePredicates::isFamily));
    }

    static boolean isFamily(JavaClass type) {
        return type.isInterface()
                && !type.isAnnotation()
                && type.getSimpleName().endsWith("Event");
    }

    static DescribedPredicate<JavaClass> handleEvents() {
        return predicate(
                "handle events",
                type -> type.getMethods().stream()
                        .anyMatch(method -> method.isAnnotatedWith(EventHandler.class)
                                || method.isAnnotatedWith(SagaEventHandler.class)));
    }

    static DescribedPredicate<JavaClass> areSagas() {
        return predicate(
                "are sagas",
                type -> type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(SagaEventHandler.class)));
    }

    static DescribedPredicate<JavaClass> areConfigurations() {
        return predicate(
                "are configurations",
                type -> type.isMetaAnnotatedWith("org.springframework.context.annotation.Configuration"));
    }

    static DescribedPredicate<JavaAccess<?>> readsTheSystemClockOrMintsAnId() {
        return new DescribedPredicate<>("read the system clock or mint an id") {
            @Override
            public boolean test(JavaAccess<?> access) {
                var owner = access.getTargetOwner().getName();
                return switch (access.getTarget().getName()) {
                    // now(clock) is the way to do it; now() and now(zone) are not.
                    case "now" ->
                        CLOCKS.contains(owner)
                                && !access.getTarget().getFullName().contains("java.time.Clock");
                    case "randomUUID" -> owner.equals("java.util.UUID");
                    case "currentTimeMillis" -> owner.equals("java.lang.System");
                    default -> false;
                };
            }
        };
    }

    private static DescribedPredicate<JavaClass> predicate(
            String description, java.util.function.Predicate<JavaClass> test) {
        return DescribedPredicate.describe(description, test);
    }
}
