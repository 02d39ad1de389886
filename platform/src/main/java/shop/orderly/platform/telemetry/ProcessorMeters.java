package shop.orderly.platform.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.context.SmartLifecycle;

/**
 * Meters of every streaming processor, each tagged {@code processor}. Lag and failure are the whole group's, the same on
 * every replica; what runs here is told by {@code running} and {@code segments}.
 */
final class ProcessorMeters implements SmartLifecycle {

    private final EventProcessingConfiguration processing;
    private final MeterRegistry meters;
    private final Backlog backlog;
    private boolean registered;

    ProcessorMeters(EventProcessingConfiguration processing, MeterRegistry meters, Backlog backlog) {
        this.processing = processing;
        this.meters = meters;
        this.backlog = backlog;
    }

    @Override
    public void start() {
        registered = true;
        processing.eventProcessors().values().stream()
                .filter(StreamingEventProcessor.class::isInstance)
                .map(StreamingEventProcessor.class::cast)
                .forEach(this::register);
    }

    private void register(StreamingEventProcessor processor) {
        var group = processor.getName();
        gauge("lag", "Committed events not yet processed", processor, any -> backlog.behind(group));
        gauge("caught.up", "1 if nothing is left to do", processor, any -> toNumber(backlog.behind(group) == 0));
        gauge("failing", "Segments that wait for their next try", processor, any -> backlog.unclaimed(group));
        gauge("running", "1 if it runs on this replica", processor, here -> toNumber(here.isRunning()));
        gauge(
                "segments",
                "Segments that this replica works on",
                processor,
                here -> here.processingStatus().size());
    }

    private void gauge(
            String name,
            String description,
            StreamingEventProcessor processor,
            ToDoubleFunction<StreamingEventProcessor> value) {
        Gauge.builder("orderly.processor." + name, processor, value)
                .description(description)
                .tag("processor", processor.getName())
                .register(meters);
    }

    private static double toNumber(boolean yes) {
        return yes ? 1 : 0;
    }

    @Override
    public void stop() {
        registered = false;
    }

    @Override
    public boolean isRunning() {
        return registered;
    }
}
