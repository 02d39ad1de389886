package shop.orderly.platform.processing;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import shop.orderly.platform.eventstore.StateSerializer;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the data of tasks as JSON by field. */
final class JsonTaskData implements Serializer {

    private final JsonMapper json =
            StateSerializer.configure(JsonMapper.builder()).build();

    @Override
    public byte[] serialize(Object data) {
        return json.writeValueAsBytes(data);
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] serializedData) {
        return json.readValue(serializedData, type);
    }
}
