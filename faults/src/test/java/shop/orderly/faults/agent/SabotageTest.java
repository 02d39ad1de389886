package shop.orderly.faults.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Places are names in the code of services: renamed there, they have to be renamed here. */
class SabotageTest {
    /** The tag of a text constant in a class file. */
    private static final int STRING = 8;

    @ParameterizedTest
    @EnumSource
    void everyCrashPointIsAMethodThatThereIs(CrashPoint point) throws ClassNotFoundException {
        assertThat(methods(point.type())).contains(point.method());
    }

    @ParameterizedTest
    @EnumSource
    void everyPlantedBugIsInAPlaceThatThereIs(PlantedBug bug) throws ClassNotFoundException {
        assertThat(bug.change().isPresent() || bug.statement().isPresent()).isTrue();
        if (bug.change().orElse(null) instanceof Change.Woven woven) {
            assertThat(methods(woven.type())).contains(woven.method());
        }
        if (bug.change().orElse(null) instanceof Change.OtherText text) {
            assertThat(texts(text.type())).anyMatch(constant -> constant.contains(text.part()));
        }
    }

    /** The constants of a class file, read as the JVM would. */
    private static List<String> texts(String type) {
        var texts = new ArrayList<String>();
        var name = type.replace('.', '/') + ".class";
        try (var in = Objects.requireNonNull(SabotageTest.class.getClassLoader().getResourceAsStream(name))) {
            var reader = new ClassReader(in);
            var buffer = new char[reader.getMaxStringLength()];
            for (var item = 1; item < reader.getItemCount(); item++) {
                var place = reader.getItem(item);
                if (place > 0 && reader.readByte(place - 1) == STRING) {
                    texts.add(String.valueOf(reader.readConst(item, buffer)));
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> methods(String type) throws ClassNotFoundException {
        var owner = Class.forName(type, false, SabotageTest.class.getClassLoader());
        return Stream.of(owner.getDeclaredMethods()).map(Method::getName);
    }
}
