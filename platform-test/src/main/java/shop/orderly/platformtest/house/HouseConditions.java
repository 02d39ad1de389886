package shop.orderly.platformtest.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import shop.orderly.contracts.shared.EventType;

/** What the rules ask of a class, where ArchUnit has no word for it. */
final class HouseConditions {
    private static final Set<String> PLAIN = Set.of(
            "boolean",
            "int",
            "long",
            "java.lang.Boolean",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.String",
            "java.math.BigDecimal",
            "java.time.Duration",
            "java.time.Instant",
            "java.util.Currency");
    private static final Set<String> COLLECTIONS = Set.of("java.util.List", "java.util.Set", "java.util.Map");

    private HouseConditions() {}

    static ArchCondition<JavaClass> seeNoOtherContext() {
        return each(
                "see no other context",
                type -> type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> HousePredicates.contextOf(dependency.getTargetClass())
                                .filter(other -> !Optional.of(other).equals(HousePredicates.contextOf(type)))
                                .isPresent())
                        .map(dependency -> dependency.getDescription())
                        .toList());
    }

    /** Values that JSON carries without surprises: no float, array, date or map, in records all the way down. */
    static ArchCondition<JavaClass> beAPlainRecord() {
        return each("be a record of plain values, an enum or a sealed interface", type -> {
            if (type.isEnum() || type.isAnnotation()) {
                return List.of();
            }
            if (type.isInterface()) {
                return reflect(type).isSealed() || type.getSimpleName().equals("package-info")
                        ? List.of()
                        : List.of(type.getName() + " is an open interface");
            }
            return type.isRecord()
                    ? unplain(type, Set.of("java.util.List"))
                    : List.of(type.getName() + " is no record");
        });
    }

    static ArchCondition<JavaClass> haveOnlyPlainFields() {
        return each("have only plain fields", type -> unplain(type, COLLECTIONS));
    }

    private static List<String> unplain(JavaClass type, Set<String> collections) {
        return type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> field.getType().getAllInvolvedRawTypes().stream()
                        .anyMatch(involved -> !collections.contains(involved.getName()) && !isPlain(involved)))
                .map(JavaField::getDescription)
                .map(description -> description + " is not plain")
                .toList();
    }

    private static boolean isPlain(JavaClass type) {
        return PLAIN.contains(type.getName())
                || (type.getPackageName().startsWith("shop.orderly.")
                        && (type.isRecord() || type.isEnum() || type.isInterface()));
    }

    static ArchCondition<JavaClass> beSealedFamiliesOrNamedRecords() {
        var names = new TreeMap<String, String>();
        return each("be sealed families, or records with an event type of their own", type -> {
            if (HousePredicates.isFamily(type)) {
                return reflect(type).isSealed() ? List.of() : List.of(type.getName() + " is not sealed");
            }
            if (!type.isRecord()) {
                return type.isInterface() ? List.of() : List.of(type.getName() + " is no record");
            }
            var name = type.tryGetAnnotationOfType(EventType.class).map(EventType::value);
            if (name.isEmpty()) {
                return List.of(type.getName() + " has no @EventType");
            }
            var other = names.putIfAbsent(name.get(), type.getName());
            if (other != null && !other.equals(type.getName())) {
                return List.of(type.getName() + " and " + other + " are both called " + name.get());
            }
            return name.get().matches("[a-z_]+\\.[a-z_]+")
                    ? List.of()
                    : List.of(type.getName() + " is called " + name.get() + ", not <noun>.<past_participle>");
        });
    }

    static ArchCondition<JavaClass> haveAProcessingGroupOfTheirOwn() {
        var owners = new TreeMap<String, String>();
        return each("have a kebab-case @ProcessingGroup that no other context has", type -> {
            var group = type.tryGetAnnotationOfType("org.axonframework.config.ProcessingGroup")
                    .flatMap(annotation -> annotation.get("value"))
                    .map(Object::toString);
            if (group.isEmpty()) {
                return List.of(type.getName() + " names no @ProcessingGroup");
            }
            var context = HousePredicates.contextOf(type).orElse(type.getPackageName());
            var owner = owners.putIfAbsent(group.get(), context);
            if (owner != null && !owner.equals(context)) {
                return List.of(type.getName() + " uses the group " + group.get() + " of " + owner);
            }
            return group.get().matches("[a-z]+(-[a-z]+)*")
                    ? List.of()
                    : List.of(type.getName() + "'s group " + group.get() + " is not kebab-case");
        });
    }

    static ArchCondition<JavaClass> resideAtARoot() {
        return each(
                "reside at a context's root or in platform",
                type -> HousePredicates.atARoot().test(type)
                                || type.getPackageName().startsWith("shop.orderly.platform")
                                || type.getPackageName().equals("shop.orderly.launcher")
                        ? List.of()
                        : List.of(type.getName() + " is wired away from its root"));
    }

    static ArchCondition<JavaClass> scanOnlyTheirOwnHouse() {
        return each(
                "scan only their own context",
                type -> Stream.of(
                                "org.springframework.context.annotation.ComponentScan",
                                "org.springframework.boot.autoconfigure.SpringBootApplication")
                        .flatMap(name -> type.tryGetAnnotationOfType(name).stream())
                        .flatMap(annotation -> Stream.of("basePackages", "scanBasePackages", "value")
                                .flatMap(key -> annotation.get(key).stream()))
                        .flatMap(value -> value instanceof Object[] many ? Stream.of(many) : Stream.of(value))
                        .map(Object::toString)
                        .filter(scanned -> HouseRules.CONTEXTS.stream()
                                .filter(context -> !type.getPackageName().startsWith("shop.orderly." + context))
                                .filter(context -> !type.getPackageName().equals("shop.orderly.productcommand"))
                                .anyMatch(context -> scanned.startsWith("shop.orderly." + context)
                                        || scanned.equals("shop.orderly")))
                        .map(scanned -> type.getName() + " scans " + scanned)
                        .toList());
    }

    static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return each(
                "live in a @NullMarked package",
                type -> isNullMarked(type.getPackage())
                        ? List.of()
                        : List.of(type.getPackageName() + " has no @NullMarked package-info"));
    }

    private static boolean isNullMarked(JavaPackage home) {
        Class<? extends Annotation> marker = NullMarked.class;
        return home.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(marker))
                .orElse(false);
    }

    static ArchCondition<JavaClass> beAtMost(int limit) {
        return new ArchCondition<>("be at most " + limit) {
            private final Set<String> seen = new TreeSet<>();

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                seen.add(type.getSimpleName());
            }

            @Override
            public void finish(ConditionEvents events) {
                if (seen.size() > limit) {
                    events.add(SimpleConditionEvent.violated(seen, "there are " + seen.size() + ": " + seen));
                }
                seen.clear();
            }
        };
    }

    private static Class<?> reflect(JavaClass type) {
        return type.reflect();
    }

    private static ArchCondition<JavaClass> each(String description, Function<JavaClass, List<String>> violations) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                violations.apply(type).forEach(said -> events.add(SimpleConditionEvent.violated(type, said)));
            }
        };
    }
}
