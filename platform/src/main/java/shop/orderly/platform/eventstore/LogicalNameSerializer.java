package shop.orderly.platform.eventstore;

import org.axonframework.serialization.AnnotationRevisionResolver;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import shop.orderly.contracts.json.ContractJson;
import shop.orderly.contracts.shared.EventType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes events as their published JSON, under their logical name and revision instead of a Java class name.
 *
 * <p>Reads every revision there ever was. All that becomes an event passes here: what is loaded of an aggregate, what a
 * processor tails, foreign events (stored as they came) and parked ones. Nothing is brought up to date before somebody
 * wants the record itself: what is only passed on keeps the bytes and the revision it was stored with (docs/adr/0016).
 */
public final class LogicalNameSerializer extends Jackson3Serializer {

    /** Keeps every digit of a number while its event is brought up to date. */
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final EventTypes eventTypes;

    private LogicalNameSerializer(Builder builder, EventTypes eventTypes) {
        super(builder);
        this.eventTypes = eventTypes;
    }

    /** The serializer of a service that stores these types. */
    public static LogicalNameSerializer of(EventTypes eventTypes) {
        Jackson3SerializerCustomizer contractJson = ContractJson::configure;
        return new LogicalNameSerializer(
                Jackson3Serializer.builder()
                        .revisionResolver(new AnnotationRevisionResolver())
                        .jsonMapperBuilderCustomizer(contractJson),
                eventTypes);
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // as the interface declares it
    public SerializedType typeForClass(Class type) {
        if (type != null && eventTypes.contains(type)) {
            return new SimpleSerializedType(eventTypes.nameOf(type), String.valueOf(eventTypes.revisionOf(type)));
        }
        if (type != null && type.isAnnotationPresent(EventType.class)) {
            throw new SerializationException(
                    type.getName() + " is not among this service's event types: add its family to the EventTypes bean");
        }
        return super.typeForClass(type);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as the interface declares it
    public <S, T> T deserialize(SerializedObject<S> stored) {
        var known = eventTypes.classFor(stored.getType().getName());
        if (known.isEmpty()) {
            return super.deserialize(stored);
        }
        var present = eventTypes.revisionOf(known.get());
        var revision = revisionOf(stored.getType());
        if (revision > present) {
            throw new SerializationException(stored.getType().getName() + " comes in revision " + revision
                    + ", this service knows it up to " + present + ": deploy it with newer contracts");
        }
        if (revision == present) {
            return super.deserialize(stored);
        }
        return super.deserialize(upToDate(stored, known.get(), revision));
    }

    private SerializedObject<JsonNode> upToDate(SerializedObject<?> stored, Class<?> type, int revision) {
        var event = object(stored);
        eventTypes.historyOf(type).bringUpToDate(event, revision, StreamPayload.streamOf(stored));
        return new SimpleSerializedObject<>(event, JsonNode.class, typeForClass(type));
    }

    private ObjectNode object(SerializedObject<?> stored) {
        var json = getConverter().convert(stored, byte[].class).getData();
        try {
            if (EXACT.readTree(json) instanceof ObjectNode event) {
                return event;
            }
        } catch (JacksonException e) {
            throw new SerializationException(stored.getType().getName() + " is not JSON", e);
        }
        throw new SerializationException(stored.getType().getName() + " is not a JSON object");
    }

    private static int revisionOf(SerializedType type) {
        try {
            var revision = Integer.parseInt(String.valueOf(type.getRevision()));
            if (revision >= 1) {
                return revision;
            }
        } catch (NumberFormatException e) {
            throw new SerializationException(type.getName() + " has no revision: " + type.getRevision(), e);
        }
        throw new SerializationException(type.getName() + " has revision " + type.getRevision() + "; they begin at 1");
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        var known = eventTypes.classFor(type.getName());
        return known.isPresent() ? known.get() : super.classForType(type);
    }
}
