package shop.orderly.contracts;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever compiles against this module sees in review what a change does to them. */
class PublicApiContractTest {
    private static final Path CLASSES = Path.of("target/classes");

    @Test
    void offersTheApprovedApi() throws IOException {
        try (var files = Files.walk(CLASSES.resolve("shop/orderly/contracts"))) {
            var api = files.map(CLASSES::relativize)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".class") && !name.contains("/v1/") && !name.contains("-info"))
                    .map(name -> type(name.replace(".class", "").replace('/', '.')))
                    .filter(type -> Modifier.isPublic(type.getModifiers()))
                    .map(PublicApiContractTest::describe)
                    .sorted()
                    .collect(Collectors.joining("\n"));
            Approved.check("api.txt", api + "\n");
        }
    }

    private static String describe(Class<?> type) {
        var head = new StringBuilder(kind(type)).append(' ').append(type.getName());
        if (type.isRecord()) {
            head.append(Arrays.stream(type.getRecordComponents())
                    .map(PublicApiContractTest::component)
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        if (type.isEnum()) {
            head.append(' ').append(Arrays.toString(type.getEnumConstants()));
        }
        if (type.isSealed()) {
            head.append(Arrays.stream(type.getPermittedSubclasses())
                    .map(Class::getSimpleName)
                    .collect(Collectors.joining(", ", " permits ", "")));
        }
        var methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !isImplied(type, method))
                .map(PublicApiContractTest::signature)
                .sorted();
        return Stream.concat(Stream.of(head.toString()), methods.map("    "::concat))
                .collect(Collectors.joining("\n"));
    }

    private static boolean isImplied(Class<?> type, Method method) {
        return (type.isRecord()
                        && method.getParameterCount() == 0
                        && Arrays.stream(type.getRecordComponents())
                                .anyMatch(component -> component.getName().equals(method.getName())))
                || Stream.of("equals", "hashCode", "toString").anyMatch(method.getName()::equals)
                || (type.isEnum() && Stream.of("values", "valueOf").anyMatch(method.getName()::equals));
    }

    private static String component(RecordComponent component) {
        return nullable(component.getAnnotatedType()) + shorten(component.getGenericType()) + " " + component.getName();
    }

    private static String signature(Method method) {
        return (Modifier.isStatic(method.getModifiers()) ? "static " : "")
                + nullable(method.getAnnotatedReturnType())
                + shorten(method.getGenericReturnType())
                + " "
                + method.getName()
                + Arrays.stream(method.getGenericParameterTypes())
                        .map(PublicApiContractTest::shorten)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String nullable(AnnotatedElement type) {
        return type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    }

    private static String shorten(Type type) {
        return type.getTypeName().replaceAll("[a-z0-9_]+\\.", "");
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "annotation";
        }
        if (type.isInterface()) {
            return "interface";
        }
        return type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
