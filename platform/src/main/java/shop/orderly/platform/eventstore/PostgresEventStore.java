package shop.orderly.platform.eventstore;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.monitoring.MessageMonitor;
import org.jspecify.annotations.Nullable;

/** The event store of a service: its streams are pushed, so that a handler runs milliseconds after the commit. */
public final class PostgresEventStore extends AbstractEventStore {

    private final PostgresEventStorageEngine engine;
    private final EventLogListener listener;

    private PostgresEventStore(Builder builder, PostgresEventStorageEngine engine, EventLogListener listener) {
        super(builder);
        this.engine = engine;
        this.listener = listener;
    }

    static PostgresEventStore create(
            PostgresEventStorageEngine engine,
            EventLogListener listener,
            MessageMonitor<? super EventMessage<?>> monitor,
            EventBusSpanFactory spans) {
        var builder = new Builder();
        builder.storageEngine(engine).messageMonitor(monitor).spanFactory(spans);
        return new PostgresEventStore(builder, engine, listener);
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken trackingToken) {
        return new TailingEventStream(engine, listener, PostgresEventStorageEngine.placeOf(trackingToken));
    }

    /**
     * The log for several who handle a long history at once.
     *
     * @param name of the thread that reads
     * @param size how many stored events are read at once
     */
    public LogPages pages(String name, int size) {
        return new LogPages(engine, listener, name, size);
    }

    private static final class Builder extends AbstractEventStore.Builder {}
}
