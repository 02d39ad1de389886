package shop.orderly.platform.processing;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterJdbcConverter;
import org.axonframework.eventhandling.deadletter.jdbc.DefaultDeadLetterJdbcConverter;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcDeadLetter;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import shop.orderly.platform.eventstore.StreamPayload;

/** Reads parked events as the event log does: one that was parked in an early revision needs to know its stream. */
final class LetterReader implements DeadLetterJdbcConverter<EventMessage<?>, JdbcDeadLetter<EventMessage<?>>> {

    private final Serializer serializer;
    private final Serializer eventSerializer;

    LetterReader(Serializer serializer, Serializer eventSerializer) {
        this.serializer = serializer;
        this.eventSerializer = eventSerializer;
    }

    @Override
    public JdbcDeadLetter<EventMessage<?>> convertToLetter(ResultSet row) throws SQLException {
        var stream = row.getString(DeadLetters.SCHEMA.aggregateIdentifierColumn());
        var events = stream == null ? eventSerializer : new OfStream(eventSerializer, stream);
        return Letters.read(serializer, events).convertToLetter(row);
    }

    /** Axon's reader, whose builder only its subclasses see. */
    private static final class Letters extends DefaultDeadLetterJdbcConverter<EventMessage<?>> {

        private Letters(Builder<EventMessage<?>> builder) {
            super(builder);
        }

        static Letters read(Serializer serializer, Serializer eventSerializer) {
            return new Letters(DefaultDeadLetterJdbcConverter.<EventMessage<?>>builder()
                    .schema(DeadLetters.SCHEMA)
                    .genericSerializer(serializer)
                    .eventSerializer(eventSerializer));
        }
    }

    /** Reads the events of one stream. */
    private record OfStream(Serializer events, String streamId) implements Serializer {

        @Override
        // As the interface declares it; and the content type says what is cast.
        @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"})
        public <S, T> T deserialize(SerializedObject<S> stored) {
            return byte[].class.equals(stored.getContentType())
                    ? events.deserialize(StreamPayload.of((SerializedObject<byte[]>) stored, streamId))
                    : events.deserialize(stored);
        }

        @Override
        public <T> SerializedObject<T> serialize(Object object, Class<T> expectedRepresentation) {
            return events.serialize(object, expectedRepresentation);
        }

        @Override
        public <T> boolean canSerializeTo(Class<T> expectedRepresentation) {
            return events.canSerializeTo(expectedRepresentation);
        }

        @Override
        @SuppressWarnings("rawtypes") // as the interface declares it
        public Class classForType(SerializedType type) {
            return events.classForType(type);
        }

        @Override
        @SuppressWarnings("rawtypes") // as the interface declares it
        public SerializedType typeForClass(Class type) {
            return events.typeForClass(type);
        }

        @Override
        public Converter getConverter() {
            return events.getConverter();
        }
    }
}
