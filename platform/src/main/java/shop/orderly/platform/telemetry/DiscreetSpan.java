package shop.orderly.platform.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A span as it leaves the process. Addresses go: the endpoint's pattern ({@code uri}) stays. Of exceptions the type
 * stays; their messages and stack traces quote what was sent, and the log has them, redacted, under the same trace id.
 * An aggregate's id stays if it is one of ours. The trace state goes, and the name of a method that HTTP does not know:
 * both are the client's to choose.
 */
final class DiscreetSpan extends DelegatingSpanData {

    private static final Set<String> QUOTING =
            Set.of("http.url", "url.full", "url.path", "url.query", "exception.message", "exception.stacktrace");

    private static final String AGGREGATE = "axon.scope";

    private static final Pattern OUR_ID =
            Pattern.compile("[a-z-]{0,20}[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final Pattern REQUEST =
            Pattern.compile("http (?!(?:get|head|post|put|patch|delete|options|trace)\\b).*");

    private final SpanData span;

    DiscreetSpan(SpanData span) {
        super(span);
        this.span = span;
    }

    @Override
    public SpanContext getSpanContext() {
        return withoutState(span.getSpanContext());
    }

    @Override
    public SpanContext getParentSpanContext() {
        return withoutState(span.getParentSpanContext());
    }

    @Override
    public String getName() {
        return REQUEST.matcher(span.getName()).matches() ? "http unknown" : span.getName();
    }

    @Override
    public List<LinkData> getLinks() {
        return span.getLinks().stream()
                .map(link -> LinkData.create(
                        withoutState(link.getSpanContext()), link.getAttributes(), link.getTotalAttributeCount()))
                .toList();
    }

    @Override
    public Attributes getAttributes() {
        return discreet(span.getAttributes());
    }

    @Override
    public List<EventData> getEvents() {
        return span.getEvents().stream()
                .map(event -> EventData.create(
                        event.getEpochNanos(),
                        event.getName(),
                        discreet(event.getAttributes()),
                        event.getTotalAttributeCount()))
                .toList();
    }

    @Override
    public StatusData getStatus() {
        return StatusData.create(span.getStatus().getStatusCode(), "");
    }

    private static Attributes discreet(Attributes attributes) {
        return attributes.toBuilder()
                .removeIf(key -> QUOTING.contains(key.getKey())
                        || (key.getKey().equals(AGGREGATE) && !isOurId(attributes.get(key))))
                .build();
    }

    private static boolean isOurId(@Nullable Object value) {
        return value instanceof String id && OUR_ID.matcher(id).matches();
    }

    private static SpanContext withoutState(SpanContext context) {
        if (context.getTraceState().isEmpty()) {
            return context;
        }
        return context.isRemote()
                ? SpanContext.createFromRemoteParent(
                        context.getTraceId(), context.getSpanId(), context.getTraceFlags(), TraceState.getDefault())
                : SpanContext.create(
                        context.getTraceId(), context.getSpanId(), context.getTraceFlags(), TraceState.getDefault());
    }
}
