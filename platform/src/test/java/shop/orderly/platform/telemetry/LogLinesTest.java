package shop.orderly.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
                    {"new_password" : "two words, secret123"} | {"new_password" : "***"}
                    {\\"password\\":\\"secret123\\"} | {\\"password\\":\\"***\\"}
                    Authorization: Bearer secret123 | Authorization: ***
                    refused Bearer secret123-of-old to them | refused Bearer *** to them
                    refresh_token=secret123 | refresh_token=***
                    jdbc:postgresql://db:5432/x?user=a&password=secret123&ssl=true | jdbc:postgresql://db:5432/x?user=a&password=***&ssl=true
                    postgres://orders:secret123@db:5432/x | postgres://orders:***@db:5432/x
                    no mail to jo.doe+secret123@mail.example.com today | no mail to ***@*** today
                    -----BEGIN EC PRIVATE KEY----- secret123 -----END EC PRIVATE KEY----- read | -----BEGIN EC PRIVATE KEY-----*** read
                    claimed token: CommitOrderToken[7] of order-view | claimed token: CommitOrderToken[7] of order-view
                    user@ and @user | user@ and @user
                    """)
    void carryNoSecrets(String said, String logged) {
        assertThat(Secrets.redact(said)).startsWith(logged);
        assertThat(Secrets.redact(said)).doesNotContain("secret123", "eyJ");
    }

    @Test
    void takeMicrosecondsToRedactWhateverIsLogged() {
        for (var hostile :
                List.of("a", "a=", "eyJ", "a@", "://a:", "bearer ", "password=\"", "-----BEGIN PRIVATE KEY-----")) {
            var text = hostile.repeat(64 * 1024 / hostile.length());
            assertThat(Assertions.assertTimeout(Duration.ofSeconds(2), () -> Secrets.redact(text)))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r",
                "\n",
                "\r\n",
                "\u0085",
                "\u2028",
                "\u2029",
                "\u000b",
                "\u001b[2K\u001b[1A",
                "\u202e",
                "\u0000"
            })
    void areNotForgedByWhatIsLogged(String trick, CapturedOutput output) throws Exception {
        configure(null);
        var said = "john" + trick + "00:00:00.000 ERROR forged";
        logback.getLogger("test")
                .info("login of {}", said, new IllegalStateException(said, new IllegalStateException(said)));

        var lines = output.toString().split("[\r\n\u0085\u2028\u2029\u000b]");
        assertThat(lines).noneMatch(line -> line.startsWith("00:00:00.000"));
        assertThat(lines).filteredOn(line -> line.contains("forged")).hasSize(3);
        assertThat(output.toString()).doesNotContain("\u001b[2K", "\u202e", "\u0000");
    }

    @Test
    void areOneJsonObjectEachWhateverIsLogged(CapturedOutput output) throws Exception {
        configure("ecs");
        var said = "john\r\n\u001b[1A\u2028{\"message\":\"forged\"}";
        MDC.put("traceId", said);
        logback.getLogger("test").info("login of {}", said, new IllegalStateException(said + " jo@test.com"));

        assertThat(output.toString()).doesNotContain("jo@test.com", "\u001b");
        assertThat(output.toString().lines().filter(line -> line.contains("forged")))
                .hasSize(1)
                .allSatisfy(line -> assertThat(JsonMapper.shared()
                                .readTree(line)
                                .path("message")
                                .asString())
                        .isEqualTo("login of " + said));
    }

    @Test
    void showStackTracesWithoutTheSecretsOfTheirMessages(CapturedOutput output) throws Exception {
        configure(null);
        var cause = new IllegalStateException("password=secret123");
        var failure = new IllegalStateException("for jo@test.com", cause);
        failure.addSuppressed(new IllegalStateException(TOKEN));
        logback.getLogger("test").error("failed", failure);

        assertThat(output.toString())
                .contains("IllegalStateException: for ***@***", "Caused by: ", "password=***", "Suppressed: ")
                .doesNotContain("secret123", "jo@test.com", "eyJ");
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
