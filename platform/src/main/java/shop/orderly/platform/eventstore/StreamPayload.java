package shop.orderly.platform.eventstore;

import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;

/** The stored JSON of an event that knows its stream: early events were identified by it alone. */
public final class StreamPayload extends SimpleSerializedObject<byte[]> {

    private final String streamId;

    StreamPayload(byte[] json, SerializedType type, String streamId) {
        super(json, byte[].class, type);
        this.streamId = streamId;
    }

    /** The same payload, as one of this stream. */
    public static StreamPayload of(SerializedObject<byte[]> payload, String streamId) {
        return new StreamPayload(payload.getData(), payload.getType(), streamId);
    }

    /** The stream of a payload; empty if it does not know it. */
    static String streamOf(SerializedObject<?> payload) {
        return payload instanceof StreamPayload known ? known.streamId : "";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StreamPayload that && super.equals(other) && streamId.equals(that.streamId);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + streamId.hashCode();
    }
}
