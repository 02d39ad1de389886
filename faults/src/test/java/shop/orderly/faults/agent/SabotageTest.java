package shop.orderly.faults.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Places are names in the code of services: renamed there, they have to be renamed here. */
class SabotageTest {
    @ParameterizedTest
    @EnumSource
    void everyCrashPointIsAMethodThatThereIs(CrashPoint point) throws ClassNotFoundException {
        assertThat(methods(point.type())).contains(point.method());
    }

    @ParameterizedTest
    @EnumSource
    void everyPlantedBugIsInAMethodThatThereIs(PlantedBug bug) throws ClassNotFoundException {
        assertThat(methods(bug.type())).contains(bug.method());
    }

    private static Stream<String> methods(String type) throws ClassNotFoundException {
        var owner = Class.forName(type, false, SabotageTest.class.getClassLoader());
        return Stream.of(owner.getDeclaredMethods()).map(Method::getName);
    }
}
