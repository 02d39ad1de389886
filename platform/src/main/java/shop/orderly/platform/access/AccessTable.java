package shop.orderly.platform.access;

import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;

/**
 * Who may do what in a context: one bean in its root, to be read as a table. What has no row is done by nobody.
 *
 * @param rows of endpoints and of senders that are not users
 */
public record AccessTable(List<Row> rows) {

    /** One row. */
    public sealed interface Row permits Route, Sender {

        /** The commands and queries that it lets pass. */
        Set<Class<?>> messages();
    }

    public AccessTable {
        rows = List.copyOf(rows);
    }

    public static AccessTable of(Row... rows) {
        return new AccessTable(List.of(rows));
    }

    public static Route get(String pattern) {
        return Route.of(HttpMethod.GET, pattern);
    }

    public static Route post(String pattern) {
        return Route.of(HttpMethod.POST, pattern);
    }

    public static Route put(String pattern) {
        return Route.of(HttpMethod.PUT, pattern);
    }

    public static Route delete(String pattern) {
        return Route.of(HttpMethod.DELETE, pattern);
    }

    /** @param name of a processing group, a deadline or a durable task of this service */
    public static Sender process(String name) {
        return new Sender(Identity.Kind.PROCESS, name, Set.of());
    }

    /** @param name of another service, which calls over gRPC */
    public static Sender service(String name) {
        return new Sender(Identity.Kind.SERVICE, name, Set.of());
    }
}
