package shop.orderly.launcher;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import shop.orderly.platform.access.AccessTable;
import shop.orderly.platform.access.Reach;
import shop.orderly.platform.access.Role;
import shop.orderly.platform.access.Route;
import shop.orderly.platform.access.Sender;

/** The access tables as one page for people. */
final class AccessDocument {
    private static final String HEAD = """
            # Who may do what

            Written from the access tables in code (`<Context>Access` in each context's root) and checked by
            `AccessJourneyTest`, which sends every request below as everybody. What has no row is done by nobody: a service
            with an endpoint, a command or a query without a row does not start.

            *all*: everybody's things · *own*: one's own, and somebody else's id answers 404 · *own, 403*: one's own, of a
            kind that everybody may see, so that somebody else's answers 403 · empty: 401 without a token, 403 with one.

            ## Endpoints

            | service | endpoint | anonymous | customer | merchant | ops | admin | sends |
            |---|---|---|---|---|---|---|---|
            """;

    private static final String SENDERS = """

            ## Senders that are not users

            A *process* is a processing group, deadline or durable task of the service itself; a *service* calls over gRPC.

            | service | sender | sends |
            |---|---|---|
            """;

    private final StringBuilder endpoints = new StringBuilder();
    private final StringBuilder senders = new StringBuilder();

    void service(String name, AccessTable table) {
        for (var row : table.rows()) {
            switch (row) {
                case Route route ->
                    endpoints
                            .append("| %s | `%s` | %s |".formatted(name, route, route.open() ? "all" : ""))
                            .append(reaches(route))
                            .append(" %s |%n".formatted(names(route.messages())));
                case Sender sender ->
                    senders.append("| %s | %s `%s` | %s |%n"
                            .formatted(
                                    name,
                                    sender.kind().name().toLowerCase(Locale.ROOT),
                                    sender.name(),
                                    names(sender.messages())));
            }
        }
    }

    String text() {
        return HEAD + endpoints + SENDERS + senders;
    }

    private static String reaches(Route route) {
        var cells = new StringBuilder();
        for (var role : Role.values()) {
            cells.append(" %s |"
                    .formatted(route.reach(role).map(AccessDocument::word).orElse("")));
        }
        return cells.toString();
    }

    private static String word(Reach reach) {
        return switch (reach) {
            case ALL -> "all";
            case OWN -> "own";
            case OWN_OF_PUBLIC -> "own, 403";
        };
    }

    private static String names(Set<Class<?>> messages) {
        return messages.stream().map(Class::getSimpleName).sorted().collect(Collectors.joining(", "));
    }
}
