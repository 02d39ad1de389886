package shop.orderly.audit.stores;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** One row of an event log. Its JSON is read when somebody asks for it. */
public final class Event {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final String key;
    private final String aggregate;
    private final long sequence;
    private final String type;
    private final String id;
    private final long at;
    private final Place place;
    private final byte[] json;
    private @Nullable JsonNode payload;

    Event(Rows row) {
        this.key = row.name(1);
        this.aggregate = row.name(2);
        this.sequence = row.number(3);
        this.type = row.name(4);
        this.id = row.name(5);
        this.at = row.number(6);
        this.place = new Place((int) row.number(7), row.number(8), row.number(9));
        this.json = row.bytes(10);
    }

    /** By what its stream is sorted: whatever the question asked for. */
    public String key() {
        return key;
    }

    public String aggregate() {
        return aggregate;
    }

    /** Its place among the events of its aggregate, from 0. */
    public long sequence() {
        return sequence;
    }

    /** Its logical name: {@code order.placed}. */
    public String type() {
        return type;
    }

    public String id() {
        return id;
    }

    /** When it happened, in microseconds since 1970. */
    public long at() {
        return at;
    }

    /** Where it lies in the log. */
    public Place place() {
        return place;
    }

    public JsonNode payload() {
        var known = payload;
        if (known == null) {
            try {
                known = JSON.readTree(json);
            } catch (JacksonException e) {
                throw new UnreadableException("Event " + id + " of " + aggregate + " is not JSON", e);
            }
            payload = known;
        }
        return known;
    }

    /** A text that is there. */
    public String text(String name) {
        var text = optional(name);
        if (text == null) {
            throw new UnreadableException(this + " has no " + name);
        }
        return text;
    }

    /** A text, or null if it is null or not there. */
    public @Nullable String optional(String name) {
        var node = payload().path(name);
        return node.isNull() || node.isMissingNode() ? null : node.asString();
    }

    public long number(String name) {
        var node = payload().path(name);
        if (!node.canConvertToLong()) {
            throw new UnreadableException(this + " has no number " + name);
        }
        return node.asLong();
    }

    /** An amount in major units. */
    public BigDecimal amount(String name) {
        var node = payload().path(name);
        if (!node.isNumber()) {
            throw new UnreadableException(this + " has no amount " + name);
        }
        return node.decimalValue();
    }

    @Override
    public String toString() {
        return type + " (" + aggregate + ", " + sequence + ")";
    }
}
