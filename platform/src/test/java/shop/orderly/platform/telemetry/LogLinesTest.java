package shop.orderly.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class LogLinesTest {

    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqb2huIn0.c2lnbmF0dXJl";

    private final LoggerContext logback = new LoggerContext();

    @BeforeEach
    void beAThreadOfOrders() {
        var environment = new MockEnvironment().withProperty("spring.application.name", "orders");
        new ServiceName()
                .onApplicationEvent(new ApplicationEnvironmentPreparedEvent(
                        new DefaultBootstrapContext(), new SpringApplication(), new String[0], environment));
    }

    @AfterEach
    void leave() {
        MDC.clear();
        logback.stop();
    }

    @Test
    void nameTheServiceOfTheThreadThatCreatedTheirs(CapturedOutput output) throws Exception {
        configure(null);
        var thread = Thread.ofVirtual().start(() -> logback.getLogger("test").info("hello from a worker"));
        thread.join();

        assertThat(output.toString()).containsPattern("orders .*hello from a worker");
    }

    @Test
    void areJsonWithServiceAndTraceWhereAFormatIsSet(CapturedOutput output) throws Exception {
        configure("ecs");
        MDC.put("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
        logback.getLogger("test").info("placed with {}", TOKEN);

        var line =
                output.toString().lines().filter(text -> text.startsWith("{")).findFirst();
        var json = JsonMapper.shared().readTree(line.orElseThrow());
        assertThat(json.path("orderly_service").asString()).isEqualTo("orders");
        assertThat(json.path("message").asString()).isEqualTo("placed with ***");
        assertThat(json.toString()).contains("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqb2huIn0.c2lnbmF0dXJl | Authorization: ***
                    {"password":"secret123","name":"john"} | {"password":"***","name":"john"}
                    password=secret123&user=john | password=***&user=john
                    the order was placed | the order was placed
                    """)
    void carryNoSecrets(String said, String logged) {
        assertThat(Secrets.redact(said)).startsWith(logged);
        assertThat(Secrets.redact(said)).doesNotContain("secret123", "eyJ");
    }

    private void configure(@Nullable String format) throws JoranException {
        logback.setMDCAdapter(MDC.getMDCAdapter());
        logback.putObject(
                Environment.class.getName(),
                new MockEnvironment()
                        .withProperty("logging.structured.json.customizer", JsonLogMembers.class.getName()));
        if (format != null) {
            logback.putProperty("CONSOLE_LOG_STRUCTURED_FORMAT", format);
        }
        var configurator = new JoranConfigurator();
        configurator.setContext(logback);
        configurator.doConfigure(Objects.requireNonNull(getClass().getResource("/logback-spring.xml")));
    }
}
