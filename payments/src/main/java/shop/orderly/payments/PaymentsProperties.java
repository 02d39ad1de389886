package shop.orderly.payments;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of payments.
 *
 * @param providerTimeout how long one call of the provider may take before its outcome counts as unknown; default 10 s
 * @param retryInitial wait before the provider is asked again for the first time, doubled each time and shortened by up
 *     to half at random; default 200 ms
 * @param retryMax the longest wait between two questions; default 30 s. Shorter finds late captures sooner and asks more
 * @param refundStuckAfter how often in a row the provider cannot be asked about a refund before the refund counts as failed
 *     and its order as stuck; it is asked again nevertheless. Default 10. A refusal counts at once
 * @param sandbox settings of the simulated provider
 */
@ConfigurationProperties("orderly.payments")
public record PaymentsProperties(
        @DefaultValue("10s") Duration providerTimeout,
        @DefaultValue("200ms") Duration retryInitial,
        @DefaultValue("30s") Duration retryMax,
        @DefaultValue("10") int refundStuckAfter,
        @DefaultValue Sandbox sandbox) {

    /**
     * Settings of the simulated provider.
     *
     * @param lateAfter how long {@code tok_late} stays without an outcome; default 20 min, which is after the order's
     *     payment deadline
     */
    public record Sandbox(@DefaultValue("20m") Duration lateAfter) {}
}
