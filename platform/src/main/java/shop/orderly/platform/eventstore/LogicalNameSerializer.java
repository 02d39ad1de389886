package shop.orderly.platform.eventstore;

import org.axonframework.serialization.AnnotationRevisionResolver;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import shop.orderly.contracts.json.ContractJson;
import shop.orderly.contracts.shared.EventType;

/** Writes events as their published JSON, under their logical name and revision instead of a Java class name. */
public final class LogicalNameSerializer extends Jackson3Serializer {

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
    public Class<?> classForType(SerializedType type) {
        var known = eventTypes.classFor(type.getName());
        return known.isPresent() ? known.get() : super.classForType(type);
    }
}
