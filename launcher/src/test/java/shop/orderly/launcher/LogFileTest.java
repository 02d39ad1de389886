package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

class LogFileTest {

    @TempDir
    private Path folder;

    @Test
    void namesTheServiceOfEachLineAndNoSecret() throws Exception {
        var logback = new LoggerContext();
        logback.setMDCAdapter(MDC.getMDCAdapter());
        logback.putProperty("orderly.logs", folder.toString());
        var configurator = new JoranConfigurator();
        configurator.setContext(logback);
        configurator.doConfigure(Objects.requireNonNull(getClass().getResource("/logback.xml")));

        logback.getLogger("test").info("asked with password=secret123");
        logback.stop();

        // "orderly": a thread of the launcher itself, which works for no service.
        assertThat(Files.readString(folder.resolve("orderly.log")))
                .containsPattern("INFO  orderly +\\[.*] test : asked with password=\\*\\*\\*");
    }
}
