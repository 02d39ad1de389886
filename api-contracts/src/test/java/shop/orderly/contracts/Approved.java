package shop.orderly.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts approved by a human once. A missing one fails the build; {@code -Dapprove} writes what is missing, never what
 * differs.
 */
final class Approved {
    private static final Path ROOT = Path.of("src/test/resources/approved");

    private Approved() {}

    static Path file(String name) {
        return ROOT.resolve(name);
    }

    static String text(String name) throws IOException {
        return Files.readString(file(name));
    }

    static void check(String name, String actual) throws IOException {
        var file = file(name);
        if (Files.notExists(file) && Boolean.getBoolean("approve")) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, actual);
        }
        assertThat(file)
                .as("approved text; read what would be new and run with -Dapprove=true to accept it:%n%s", actual)
                .exists();
        assertThat(Files.readString(file)).isEqualTo(actual);
    }
}
