package shop.orderly.contracts.shared;

import java.util.HashMap;
import java.util.Map;

/**
 * Why a command was refused: vocabulary, never text to be parsed.
 *
 * @param kind what kind of refusal it is, which decides the HTTP and gRPC status
 * @param code the stable name in lower snake case, {@code out_of_stock}; becomes {@code urn:orderly:problem:<code>}
 * @param detail one sentence for people that says what to do
 * @param properties facts that a program may want, by name in lower snake case; values are strings, numbers, lists or
 *     records that JSON can show
 */
public record Refusal(Kind kind, String code, String detail, Map<String, Object> properties) {

    /** What kind of refusal it is. */
    public enum Kind {
        /** The command itself is wrong: HTTP 400, gRPC INVALID_ARGUMENT. */
        INVALID,
        /** The caller may not do this: HTTP 403, gRPC PERMISSION_DENIED. */
        FORBIDDEN,
        /** There is no such thing, or none that the caller may know of: HTTP 404, gRPC NOT_FOUND. */
        NOT_FOUND,
        /** Its present state does not allow it: HTTP 409, gRPC FAILED_PRECONDITION. */
        CONFLICT
    }

    public Refusal {
        properties = Map.copyOf(properties);
    }

    public static Refusal invalid(String code, String detail) {
        return new Refusal(Kind.INVALID, code, detail, Map.of());
    }

    public static Refusal forbidden(String code, String detail) {
        return new Refusal(Kind.FORBIDDEN, code, detail, Map.of());
    }

    public static Refusal notFound(String code, String detail) {
        return new Refusal(Kind.NOT_FOUND, code, detail, Map.of());
    }

    public static Refusal conflict(String code, String detail) {
        return new Refusal(Kind.CONFLICT, code, detail, Map.of());
    }

    public Refusal with(String name, Object value) {
        var more = new HashMap<>(properties);
        more.put(name, value);
        return new Refusal(kind, code, detail, more);
    }

    /** The exception that carries this refusal to whoever sent the command. */
    public RefusedException exception() {
        return new RefusedException(this);
    }
}
