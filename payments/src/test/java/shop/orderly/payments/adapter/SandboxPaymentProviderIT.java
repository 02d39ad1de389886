package shop.orderly.payments.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.shared.Money;
import shop.orderly.payments.PaymentsProperties;
import shop.orderly.payments.adapter.ProviderAnswer.Captured;
import shop.orderly.payments.adapter.ProviderAnswer.Declined;
import shop.orderly.payments.adapter.ProviderAnswer.Pending;
import shop.orderly.payments.adapter.ProviderAnswer.Voided;
import shop.orderly.platformtest.EmbeddedDatabase;

class SandboxPaymentProviderIT {

    private static final Money HUNDRED = new Money(10_000, Currency.getInstance("USD"));
    private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.create("sandbox");

    private final String unique = UUID.randomUUID().toString();
    private final PaymentId key = new PaymentId(unique);
    private final DataSource dataSource = DATABASE.dataSource();
    private final SandboxLedger ledger = new SandboxLedger(JdbcClient.create(dataSource));
    private final SandboxPaymentProvider provider = provider(Duration.ofMillis(300), Duration.ofMillis(300));

    @BeforeAll
    static void migrate() {
        Flyway.configure()
                .dataSource(DATABASE.dataSource())
                .locations("classpath:db/migration/payments")
                .load()
                .migrate();
    }

    @Test
    void capturesAGoodTokenOnce() {
        assertThat(provider.capture(key, HUNDRED, "tok_ok")).isEqualTo(new Captured("sandbox-" + key));
        assertThat(provider.capture(key, HUNDRED, "tok_ok")).isEqualTo(new Captured("sandbox-" + key));

        assertThat(captures()).isEqualTo(1);
    }

    @Test
    void capturesOnceHoweverManyAskAtOneTime() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<ProviderAnswer> ask = () -> provider.capture(key, HUNDRED, "tok_ok");
            var answers =
                    callers.invokeAll(IntStream.range(0, 10).mapToObj(i -> ask).toList());
            for (var answer : answers) {
                assertThat(answer.get()).isInstanceOf(Captured.class);
            }
        }

        assertThat(captures()).isEqualTo(1);
    }

    @Test
    void remembersAfterARestart() {
        provider.capture(key, HUNDRED, "tok_ok");

        var restarted = provider(Duration.ofSeconds(1), Duration.ofSeconds(1));

        assertThat(restarted.capture(key, HUNDRED, "tok_ok")).isInstanceOf(Captured.class);
        assertThat(captures()).isEqualTo(1);
    }

    @Test
    void declinesForGood() {
        assertThat(provider.capture(key, HUNDRED, "tok_declined")).isEqualTo(new Declined("card_declined"));
        assertThat(provider.capture(key, HUNDRED, "tok_ok")).isEqualTo(new Declined("card_declined"));
        assertThat(provider.voidCapture(key)).isEqualTo(new Declined("card_declined"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111111111111111", "tok_unheard_of", "tok_slow_60001"})
    void declinesWhatItDoesNotKnow(String paymentMethod) {
        var fresh = new PaymentId(unique + paymentMethod);

        assertThat(provider.capture(fresh, HUNDRED, paymentMethod)).isEqualTo(new Declined("unknown_payment_method"));
    }

    @Test
    void takesItsTimeOverASlowToken() {
        assertThat(provider.capture(key, HUNDRED, "tok_slow_50")).isInstanceOf(Captured.class);
        assertThat(captures()).isEqualTo(1);
    }

    @Test
    void timesOutOverATokenThatIsTooSlowAndIsFoundCapturedLater() {
        assertThatThrownBy(() -> provider.capture(key, HUNDRED, "tok_slow_500"))
                .isInstanceOf(ProviderTimeoutException.class);
        assertThat(captures()).isZero();

        assertThat(provider.capture(key, HUNDRED, "tok_slow_500")).isInstanceOf(Captured.class);
        assertThat(captures()).isEqualTo(1);
    }

    @Test
    void losesItsFirstAnswersThoughItCaptured() {
        for (var i = 0; i < 2; i++) {
            assertThatThrownBy(() -> provider.capture(key, HUNDRED, "tok_timeout"))
                    .isInstanceOf(ProviderTimeoutException.class);
        }
        assertThat(provider.capture(key, HUNDRED, "tok_timeout")).isInstanceOf(Captured.class);
        assertThat(captures()).isEqualTo(1);
    }

    @Test
    void isUnavailableThreeTimes() {
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> provider.capture(key, HUNDRED, "tok_unavailable"))
                    .isInstanceOf(ProviderUnavailableException.class);
            assertThat(captures()).isZero();
        }
        assertThat(provider.capture(key, HUNDRED, "tok_unavailable")).isInstanceOf(Captured.class);
    }

    @Test
    void keepsALateTokenPendingAndDoesNotVoidIt() {
        assertThat(provider.capture(key, HUNDRED, "tok_late")).isInstanceOf(Pending.class);
        assertThat(provider.voidCapture(key)).isInstanceOf(Pending.class);
        assertThat(captures()).isZero();

        await().untilAsserted(() -> assertThat(provider.voidCapture(key)).isInstanceOf(Captured.class));
        assertThat(captures()).isEqualTo(1);
    }

    @Test
    void neverCapturesWhatWasVoidedFirst() {
        assertThat(provider.voidCapture(key)).isInstanceOf(Voided.class);
        assertThat(provider.capture(key, HUNDRED, "tok_ok")).isInstanceOf(Voided.class);
        assertThat(captures()).isZero();
    }

    @Test
    void voidsWhatIsStillPending() {
        assertThatThrownBy(() -> provider.capture(key, HUNDRED, "tok_slow_60000"))
                .isInstanceOf(ProviderTimeoutException.class);

        assertThat(provider.voidCapture(key)).isInstanceOf(Voided.class);
        assertThat(provider.capture(key, HUNDRED, "tok_slow_60000")).isInstanceOf(Voided.class);
    }

    @Test
    void answersAVoidAfterTheCaptureWithTheTruth() {
        provider.capture(key, HUNDRED, "tok_ok");

        assertThat(provider.voidCapture(key)).isInstanceOf(Captured.class);
    }

    @Test
    void refundsOnceByKey() {
        provider.capture(key, HUNDRED, "tok_ok");

        provider.refund(unique + ":r1", key, HUNDRED);
        provider.refund(unique + ":r1", key, HUNDRED);

        assertThat(ledger.movements("REFUND", unique + ":r1")).isEqualTo(1);
    }

    @Test
    void refundsNoMoreThanItCaptured() {
        provider.capture(key, HUNDRED, "tok_ok");
        provider.refund(unique + ":r1", key, new Money(6_000, HUNDRED.currency()));

        assertThatThrownBy(() -> provider.refund(unique + ":r2", key, new Money(4_001, HUNDRED.currency())))
                .isInstanceOf(ProviderRefusedException.class);
        assertThat(ledger.movements("REFUND", unique + ":r2")).isZero();
    }

    @Test
    void refusesToGiveBackWhatItsTokenSays() {
        provider.capture(key, HUNDRED, "tok_refund_refused");

        assertThatThrownBy(() -> provider.refund(key + ":1", key, HUNDRED))
                .isInstanceOfSatisfying(
                        ProviderRefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo("refund_not_allowed"));
        assertThat(ledger.movements("REFUND", key + ":1")).isZero();
    }

    private int captures() {
        return ledger.movements("CAPTURE", unique);
    }

    private SandboxPaymentProvider provider(Duration timeout, Duration lateAfter) {
        return new SandboxPaymentProvider(
                ledger,
                new JdbcTransactionManager(dataSource),
                new PaymentsProperties(
                        timeout,
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        10,
                        new PaymentsProperties.Sandbox(lateAfter)),
                Clock.systemUTC());
    }
}
