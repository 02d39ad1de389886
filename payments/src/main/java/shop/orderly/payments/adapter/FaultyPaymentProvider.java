package shop.orderly.payments.adapter;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.shared.Money;
import shop.orderly.payments.PaymentsProperties;
import shop.orderly.platform.faults.FaultPoint;

/** The sandbox behind a line that can be made bad, on a developer's machine only. */
@Component
@Primary
@Profile("local")
class FaultyPaymentProvider implements PaymentProvider {

    private final SandboxPaymentProvider sandbox;
    private final FaultPoint fault;
    private final Duration timeout;

    FaultyPaymentProvider(
            SandboxPaymentProvider sandbox,
            @Qualifier("paymentFault") FaultPoint fault,
            PaymentsProperties properties) {
        this.sandbox = sandbox;
        this.fault = fault;
        this.timeout = properties.providerTimeout();
    }

    @Override
    public ProviderAnswer capture(PaymentId key, Money amount, String paymentMethod) {
        return fault.isOn()
                ? onABadLine(() -> fault.declines()
                        ? sandbox.decline(key, amount, paymentMethod)
                        : sandbox.capture(key, amount, paymentMethod))
                : sandbox.capture(key, amount, paymentMethod);
    }

    @Override
    public ProviderAnswer voidCapture(PaymentId key) {
        return fault.isOn() ? onABadLine(() -> sandbox.voidCapture(key)) : sandbox.voidCapture(key);
    }

    @Override
    public String refund(String key, PaymentId capture, Money amount) {
        return fault.isOn()
                ? onABadLine(() -> {
                    if (fault.declines()) {
                        throw new ProviderRefusedException("declined_by_fault");
                    }
                    return sandbox.refund(key, capture, amount);
                })
                : sandbox.refund(key, capture, amount);
    }

    private <T> T onABadLine(Supplier<T> call) {
        if (fault.isUnavailable()) {
            throw new ProviderUnavailableException("a fault is switched on");
        }
        var late = fault.delay().compareTo(timeout) > 0;
        pause(late ? timeout : fault.delay());
        var answer = call.get();
        if (late || fault.losesAnswer()) {
            throw new ProviderTimeoutException("the answer got lost: a fault is switched on");
        }
        return answer;
    }

    private static void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderTimeoutException("interrupted on a slow line");
        }
    }
}
