package shop.orderly.platform.eventstore;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import org.axonframework.serialization.AnnotationRevisionResolver;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * Writes what a service keeps for itself (sagas, snapshots, tokens, deadlines) as JSON by field, so that private state
 * needs no getters. Type names inside the JSON are accepted only for the types named here.
 */
public final class StateSerializer extends Jackson3Serializer {

    private static final String TOKEN_NAME = "commit-order-token";

    private StateSerializer(Builder builder) {
        super(builder);
    }

    /** The serializer that every service uses. */
    public static StateSerializer create() {
        Jackson3SerializerCustomizer byField = StateSerializer::configure;
        return new StateSerializer(Jackson3Serializer.builder()
                .revisionResolver(new AnnotationRevisionResolver())
                .jsonMapperBuilderCustomizer(byField));
    }

    /** Applies the form in which state is written, for other stores of the same state. */
    public static JsonMapper.Builder configure(JsonMapper.Builder builder) {
        return builder.changeDefaultVisibility(v -> v.withVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                        .withVisibility(PropertyAccessor.GETTER, Visibility.NONE)
                        .withVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                        .withVisibility(PropertyAccessor.SETTER, Visibility.NONE))
                .polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                        .allowIfSubType("org.axonframework.")
                        .allowIfSubType("shop.orderly.")
                        .allowIfSubType("java.lang.")
                        .allowIfSubType("java.util.")
                        .allowIfSubType("java.time.")
                        .build())
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface declares it
    public SerializedType typeForClass(Class type) {
        return CommitOrderToken.class.equals(type)
                ? new SimpleSerializedType(TOKEN_NAME, null)
                : super.typeForClass(type);
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        return TOKEN_NAME.equals(type.getName()) ? CommitOrderToken.class : super.classForType(type);
    }
}
