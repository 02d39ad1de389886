package shop.orderly.platform.link;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import shop.orderly.platform.eventstore.RawEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The wire form of an event: CloudEvents 1.0 in binary mode. Everything about the event is in {@code ce_} headers, the
 * value is its plain JSON, and the key is the aggregate's id.
 */
final class CloudEventRecords {

    static final String EVENT_VERSION = "eventversion";
    static final String SEQUENCE = "sequence";
    static final String AGGREGATE_TYPE = "aggregatetype";
    static final String TRACE_PARENT = "traceparent";
    static final String CORRELATION_ID = "correlationid";

    private static final String CORRELATION_KEY = "correlationId";
    private static final String JSON = "application/json";

    private final Serializer serializer;
    private final URI source;
    private final JsonMapper json = JsonMapper.shared();

    /**
     * @param serializer the one that the event store writes with; stored JSON passes through it unread
     * @param service the name behind {@code urn:orderly:}
     */
    CloudEventRecords(Serializer serializer, String service) {
        this.serializer = serializer;
        this.source = URI.create("urn:orderly:" + service);
    }

    ProducerRecord<String, byte[]> write(DomainEventMessage<?> event, String topic) {
        var payload = event.serializePayload(serializer, byte[].class);
        var type = payload.getType();
        var attributes = CloudEventBuilder.v1()
                .withId(event.getIdentifier())
                .withType(type.getName())
                .withSource(source)
                .withTime(OffsetDateTime.ofInstant(event.getTimestamp(), ZoneOffset.UTC))
                .withSubject(event.getAggregateIdentifier())
                .withExtension(EVENT_VERSION, Objects.requireNonNullElse(type.getRevision(), "1"))
                .withExtension(SEQUENCE, Long.toString(event.getSequenceNumber()))
                .withExtension(AGGREGATE_TYPE, event.getType())
                .withData(JSON, payload.getData());
        if (event.getMetaData().get(TRACE_PARENT) instanceof String trace) {
            attributes.withExtension(TRACE_PARENT, trace);
        }
        if (event.getMetaData().get(CORRELATION_KEY) instanceof String correlation) {
            attributes.withExtension(CORRELATION_ID, correlation);
        }
        return KafkaMessageFactory.createWriter(topic, null, event.getAggregateIdentifier())
                .writeBinary(attributes.build());
    }

    /** Reads what {@link #write} wrote, here or elsewhere; refuses everything else. */
    RawEvent read(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException {
        var event = cloudEvent(record);
        var data = event.getData();
        if (data == null) {
            throw new UnreadableRecordException("the value is empty");
        }
        var metadata = new HashMap<String, String>();
        metadata.put(Outbox.ORIGIN, record.topic());
        putIfThere(metadata, TRACE_PARENT, event.getExtension(TRACE_PARENT));
        putIfThere(metadata, CORRELATION_KEY, event.getExtension(CORRELATION_ID));
        return new RawEvent(
                event.getId(),
                extension(event, AGGREGATE_TYPE),
                required("ce_subject", event.getSubject()),
                number(event, SEQUENCE),
                event.getType(),
                Math.toIntExact(number(event, EVENT_VERSION)),
                jsonObject(data.toBytes()),
                metadata,
                time(event));
    }

    private static CloudEvent cloudEvent(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException {
        try {
            return KafkaMessageFactory.createReader(record).toEvent();
        } catch (RuntimeException unreadable) {
            throw new UnreadableRecordException("not a CloudEvent: " + unreadable.getMessage(), unreadable);
        }
    }

    private String jsonObject(byte[] value) throws UnreadableRecordException {
        try {
            if (json.readTree(value).isObject()) {
                return new String(value, StandardCharsets.UTF_8);
            }
        } catch (JacksonException broken) {
            throw new UnreadableRecordException("the value is not JSON: " + broken.getOriginalMessage(), broken);
        }
        throw new UnreadableRecordException("the value is not a JSON object");
    }

    private static Instant time(CloudEvent event) throws UnreadableRecordException {
        return required("ce_time", event.getTime()).toInstant();
    }

    private static long number(CloudEvent event, String extension) throws UnreadableRecordException {
        var text = extension(event, extension);
        try {
            var number = Long.parseLong(text);
            if (number >= 0 && (number <= Integer.MAX_VALUE || SEQUENCE.equals(extension))) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new UnreadableRecordException("header ce_" + extension + " is not a number", notANumber);
        }
        throw new UnreadableRecordException("header ce_" + extension + " is out of range");
    }

    private static String extension(CloudEvent event, String name) throws UnreadableRecordException {
        return required("ce_" + name, event.getExtension(name)).toString();
    }

    private static <T> T required(String header, @Nullable T value) throws UnreadableRecordException {
        if (value == null) {
            throw new UnreadableRecordException("header " + header + " is missing");
        }
        return value;
    }

    private static void putIfThere(Map<String, String> metadata, String key, @Nullable Object value) {
        if (value != null) {
            metadata.put(key, value.toString());
        }
    }
}
