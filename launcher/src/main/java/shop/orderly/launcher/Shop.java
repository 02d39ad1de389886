package shop.orderly.launcher;

import static shop.orderly.launcher.Service.service;

import java.util.List;
import java.util.Map;
import shop.orderly.categories.CategoriesApplication;
import shop.orderly.gateway.GatewayApplication;
import shop.orderly.orders.OrdersApplication;
import shop.orderly.payments.PaymentsApplication;
import shop.orderly.productcommand.ProductCommandApplication;
import shop.orderly.products.ProductsApplication;
import shop.orderly.users.UsersApplication;

/** The whole system on one screen: services, ports, databases and who has to find whom. */
final class Shop {
    static final String POSTGRES = "postgres";
    static final String KAFKA = "kafka";
    static final String KAFKA_CONTROLLER = "kafka-controller";
    static final String GRPC = "product-command-grpc";
    static final String GATEWAY = "gateway";
    static final String USERS = "user-service";

    /** Where the gateway shows its metrics; on this machine only. */
    static final String GATEWAY_MANAGEMENT = "gateway-management";

    /** Everything that listens and is not a service's HTTP port. */
    static final Map<String, Integer> OTHER_PORTS =
            Map.of(POSTGRES, 6432, KAFKA, 9092, KAFKA_CONTROLLER, 9093, GRPC, 9002, GATEWAY_MANAGEMENT, 8090);

    static final List<Service> SERVICES = List.of(
            service("product-command", ProductCommandApplication.class, 8081).storing("product_db"),
            service("category-query", CategoriesApplication.class, 8082).storing("category_db"),
            service(USERS, UsersApplication.class, 8083).storing("user_db"),
            service("product-query", ProductsApplication.class, 8084).storing("product_query_db"),
            service("order-saga", OrdersApplication.class, 8085).storing("order_db"),
            service("payments", PaymentsApplication.class, 8086).storing("payment_db"),
            service(GATEWAY, GatewayApplication.class, 8080));

    private Shop() {}

    /** What each service is told about where the others are. */
    static Map<String, String> addresses(Ports ports) {
        return Map.ofEntries(
                Map.entry("KAFKA_BROKERS", "localhost:" + ports.of(KAFKA)),
                Map.entry("KAFKA_SECURITY_PROTOCOL", "SSL"),
                Map.entry("DB_HOST", "localhost"),
                Map.entry("DB_PORT", Integer.toString(ports.of(POSTGRES))),
                Map.entry("ORDERLY_JWKS_URI", ports.url("user-service") + "/.well-known/jwks.json"),
                Map.entry("MANAGEMENT_PORT", Integer.toString(ports.of(GATEWAY_MANAGEMENT))),
                Map.entry("ORDERLY_MTLS", ports.isMutual() ? "on" : "off"),
                // The password of the README's first steps is a common one; it is taken on a developer's machine only.
                Map.entry("orderly.users.permitted-common-passwords", "secret123"),
                Map.entry("GRPC_ADDRESS", "127.0.0.1"),
                Map.entry("GRPC_PORT", Integer.toString(ports.of(GRPC))),
                Map.entry("ORDERLY_INVENTORY_TARGET", "static://localhost:" + ports.of(GRPC)),
                Map.entry("PRODUCT_COMMAND_URL", ports.url("product-command")),
                Map.entry("CATEGORY_QUERY_URL", ports.url("category-query")),
                Map.entry("USER_SERVICE_URL", ports.url("user-service")),
                Map.entry("PRODUCT_QUERY_URL", ports.url("product-query")),
                Map.entry("ORDER_SAGA_URL", ports.url("order-saga")),
                Map.entry("PAYMENTS_URL", ports.url("payments")));
    }
}
