package shop.orderly.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/gen-certs.sh and the Java class make the same, and each leaves alone what the other has made. */
class GenCertsScriptTest {

    private static final Path SCRIPT =
            Path.of("../scripts/gen-certs.sh").toAbsolutePath().normalize();

    @TempDir
    Path temp;

    @BeforeAll
    static void needsOpenssl() throws Exception {
        assumeTrue(runs("openssl", "version") && runs("bash", "--version"), "openssl or bash is not on this machine");
    }

    @Test
    void javaAcceptsWhatTheScriptMadeAndTheScriptChangesNothingTheSecondTime() throws Exception {
        run(SCRIPT.toString(), folder().toString());
        var before = everything();
        run(SCRIPT.toString(), folder().toString());
        assertThat(everything()).isEqualTo(before);
        CertificateAuthority.in(folder(), Clock.systemUTC()).certify(CertificateAuthority.HOLDERS);
        assertThat(everything()).isEqualTo(before).hasSize(2 + 3 * CertificateAuthority.HOLDERS.size());
        assertThat(ServiceIdentity.in(folder().resolve("payments"), "payments").service())
                .isEqualTo("payments");
        try (var paths = Files.walk(folder())) {
            assertThat(paths)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void theScriptAcceptsWhatJavaMadeAndMakesWhatIsMissing() throws Exception {
        CertificateAuthority.in(folder(), Clock.systemUTC()).certify(CertificateAuthority.HOLDERS);
        var before = everything();
        run(SCRIPT.toString(), folder().toString());
        assertThat(everything()).isEqualTo(before);
        Files.delete(folder().resolve("ops/tls.crt"));
        run(SCRIPT.toString(), folder().toString());
        var after = everything();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        after.entrySet().removeIf(file -> file.getValue().equals(before.get(file.getKey())));
        assertThat(after.keySet()).containsExactly("ops/tls.crt", "ops/tls.key");
    }

    private Path folder() {
        return temp.resolve("certs");
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void run(String... command) throws Exception {
        var log = temp.resolve("script.log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    private Map<String, String> everything() throws Exception {
        var files = new TreeMap<String, String>();
        try (var paths = Files.walk(folder())) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                files.put(
                        folder().relativize(path).toString(),
                        Files.readString(path, StandardCharsets.US_ASCII) + Files.getLastModifiedTime(path));
            }
        }
        return files;
    }
}
