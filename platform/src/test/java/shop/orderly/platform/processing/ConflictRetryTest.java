package shop.orderly.platform.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

class ConflictRetryTest {

    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void repeatsACommandThatLostARace() {
        assertThat(gateway(2).<String>sendAndWait("command")).isEqualTo("done at attempt 3");
    }

    @Test
    void givesUpAfterAsManyRepetitionsAsAllowed() {
        assertThatThrownBy(() -> gateway(100).sendAndWait("command")).isInstanceOf(ConcurrencyException.class);
        assertThat(attempts).hasValue(4);
    }

    @Test
    void repeatsNothingInsideAUnitOfWork() {
        var unit = DefaultUnitOfWork.startAndGet(null);
        try {
            assertThatThrownBy(() -> gateway(1).sendAndWait("command")).isInstanceOf(ConcurrencyException.class);
        } finally {
            unit.rollback();
        }
        assertThat(attempts).hasValue(1);
    }

    private CommandGateway gateway(int conflicts) {
        var bus = SimpleCommandBus.builder().build();
        bus.subscribe(String.class.getName(), command -> {
            if (attempts.incrementAndGet() <= conflicts) {
                throw new ConcurrencyException("lost");
            }
            return "done at attempt " + attempts.get();
        });
        return DefaultCommandGateway.builder()
                .commandBus(bus)
                .retryScheduler(new ConflictRetry(3, Duration.ofMillis(1)))
                .build();
    }
}
