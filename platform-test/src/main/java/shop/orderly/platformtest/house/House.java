package shop.orderly.platformtest.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs {@link HouseRules}. Each module has one small test class:
 *
 * <pre>{@code
 * class HouseTest {
 *     @TestFactory
 *     Stream<DynamicTest> keepsTheRules() {
 *         return House.of("shop.orderly.orders");
 *     }
 * }
 * }</pre>
 */
public final class House {
    private static final String TEST_HOUSE = "shop.orderly.platformtest";

    private House() {}

    /** The rules for one module's packages; a rule about a room that the module does not have passes. */
    public static Stream<DynamicTest> of(String... packages) {
        var classes = imported(packages);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("There is no class in " + List.of(packages));
        }
        return HouseRules.all().entrySet().stream()
                .map(rule -> test(rule.getKey(), rule.getValue().allowEmptyShould(true), classes));
    }

    /** The rules for everything on the class path: here each rule must concern somebody and each room must exist. */
    public static Stream<DynamicTest> whole() {
        var classes = imported("shop.orderly");
        var rooms = HouseRules.ROOMS.stream()
                .map(room -> DynamicTest.dynamicTest("the room " + room + " exists", () -> roomExists(room, classes)));
        var contexts = HouseRules.CONTEXTS.stream()
                .map(name ->
                        DynamicTest.dynamicTest("the context " + name + " exists", () -> contextExists(name, classes)));
        var rules = HouseRules.all().entrySet().stream()
                .map(rule -> test(rule.getKey(), rule.getValue().allowEmptyShould(false), classes));
        return Stream.of(contexts, rooms, rules).flatMap(tests -> tests);
    }

    static void roomExists(String room, Collection<JavaClass> classes) {
        if (classes.stream().noneMatch(type -> type.getPackageName().matches("shop\\.orderly\\.\\w+\\." + room))) {
            throw new AssertionError("The rules guard a room that does not exist: " + room);
        }
    }

    static void contextExists(String context, Collection<JavaClass> classes) {
        if (classes.stream().noneMatch(type -> type.getPackageName().equals("shop.orderly." + context))) {
            throw new AssertionError("The rules guard a context that does not exist: " + context);
        }
    }

    private static DynamicTest test(String name, ArchRule rule, JavaClasses classes) {
        return DynamicTest.dynamicTest(name, () -> rule.check(classes));
    }

    private static JavaClasses imported(String... packages) {
        return new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .withImportOption(location -> !location.contains(TEST_HOUSE.replace('.', '/')))
                .importPackages(packages);
    }
}
