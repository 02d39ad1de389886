package shop.orderly.launcher;

import java.nio.file.Path;
import java.util.Locale;

/** What a newcomer reads when everything is up: where things are, and a first order to paste. */
final class Welcome {
    private Welcome() {}

    static String text(Ports ports, double seconds, Path logs, Secrets secrets) {
        var text = new StringBuilder(String.format(Locale.ROOT, "%nOrderly is ready after %.1f s.%n%n", seconds));
        Shop.SERVICES.stream()
                .sorted((a, b) -> Integer.compare(ports.of(a.name()), ports.of(b.name())))
                .forEach(service -> text.append(row(
                        service.name(),
                        ports.url(service.name()),
                        service.database() == null ? "the public door; API page at /docs" : service.database())));
        text.append(row("  its gRPC", "localhost:" + ports.of(Shop.GRPC), "inventory.v1.StockReservations"))
                .append(row(
                        Shop.POSTGRES,
                        "localhost:" + ports.of(Shop.POSTGRES),
                        "to look inside: user " + Databases.READER + ", password in " + secrets.file(Databases.READER)))
                .append(row(Shop.KAFKA, "localhost:" + ports.of(Shop.KAFKA), "order.events, product.events, …"))
                .append(row("logs", logs.resolve("orderly.log").toString(), ""));
        return text.append(FIRST_ORDER.replace("{{gateway}}", ports.url(Shop.GATEWAY)))
                .toString();
    }

    private static String row(String name, String where, String what) {
        return String.format(Locale.ROOT, "  %-16s %-24s %s%n", name, where, what);
    }

    private static final String FIRST_ORDER = """

            A first order, to paste into another terminal:

            api={{gateway}}/api/v1
            curl -s -X POST $api/auth/register -H "Content-Type: application/json" \\
              -d '{"username":"john","email":"john@test.com","password":"secret123","first_name":"John","last_name":"Doe"}'
            token=$(curl -s -X POST $api/auth/login -H "Content-Type: application/json" \\
              -d '{"username_or_email":"john","password":"secret123"}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
            product=$(curl -s -X POST $api/products -H "Authorization: Bearer $token" -H "Content-Type: application/json" \\
              -d '{"name":"AirFryer","price":1000,"description":"Digital air fryer","discount":10,"store":"ABC TECH","category_id":1}' \\
              | sed 's/.*"id":"\\([^"]*\\)".*/\\1/')
            curl -s -X POST $api/products/$product/stock/receipts -H "Authorization: Bearer $token" \\
              -H "Content-Type: application/json" -d '{"quantity":10,"reference":"delivery note 4711"}'
            curl -s -X POST $api/orders -H "Authorization: Bearer $token" -H "Content-Type: application/json" -H "Prefer: wait=5" \\
              -d '{"items":[{"product_id":"'$product'","quantity":2}],"payment_method":"tok_ok"}'

            Ctrl-C stops everything; the data stays.""";
}
