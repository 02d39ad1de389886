package shop.orderly.audit;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import shop.orderly.audit.stores.Database;
import shop.orderly.contracts.catalogue.ProductDiscontinued;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.categories.CategoryCreated;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.categories.CategoryRevised;
import shop.orderly.contracts.orders.CancellationReason;
import shop.orderly.contracts.users.UserId;
import shop.orderly.contracts.users.UserRegistered;
import shop.orderly.contracts.users.UserRolesChanged;

/** A small shop in which everything that may happen to an order has happened once, and rightly. */
final class Story {
    /** When this JVM started: the same for all tests, so that the same story is published once. */
    static final Instant NOW =
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());

    private Story() {}

    /**
     * Orders: {@code bought} (confirmed), {@code returned} (cancelled after that, refunded), {@code refused}, {@code
     * declined}, {@code goodwill} (confirmed, some money given back, some refused by the provider), {@code stuck}, {@code settled} (by hand), {@code
     * retried} (its refund failed until an operator retried it), {@code recovered} (its goods came back late), {@code
     * reopened} (settled by hand, and then cancelled), {@code fresh} (placed a minute ago).
     */
    static History told() {
        var user = new UserId("user-1");
        var category = new CategoryId(1);
        return new History(NOW.minus(3, ChronoUnit.HOURS))
                .event(Database.USER, "user-1", new UserRegistered(user, List.of("customer")))
                .event(Database.CATEGORY, category.streamId(), new CategoryCreated(category, "Desks", ""))
                .product("desk", "11.11", 100)
                .product("lamp", "10", 100)
                .product("gone", "5", 0)
                .event(Database.PRODUCT, "gone", new ProductDiscontinued(new ProductId("gone")))
                .event(Database.CATEGORY, category.streamId(), new CategoryRevised(category, "Tables", ""))
                .bought("bought", "desk", 2, "20.50")
                .bought("returned", "desk", 1, "10")
                .cancelled("returned", CancellationReason.BY_CUSTOMER)
                .returned("returned", "desk", 1)
                .refundRequested("returned", "10")
                .refundInitiated("returned", "refund-returned", "10", "system:fulfilment")
                .refundDone("returned", "refund-returned", "10", "10")
                .refunded("returned", "10")
                .placed("refused", "lamp", "10")
                .refused("refused", "lamp")
                .rejected("refused", "lamp")
                .placed("declined", "lamp", "10")
                .held("declined", 1, "lamp", 3)
                .paymentRequested("declined", "10")
                .initiated("declined", "10")
                .declined("declined")
                .cancelled("declined", CancellationReason.PAYMENT_DECLINED)
                .released("declined", "lamp", 3)
                .bought("goodwill", "lamp", 1, "10")
                .refundInitiated("goodwill", "kind", "4", "admin:root")
                .refundDone("goodwill", "kind", "4", "4")
                .refundInitiated("goodwill", "kinder", "1", "admin:root")
                .refundFailed("goodwill", "kinder")
                .placed("stuck", "lamp", "10")
                .delayed("stuck", true)
                .placed("settled", "lamp", "10")
                .delayed("settled", true)
                .resolved("settled")
                .bought("retried", "lamp", 1, "10")
                .cancelled("retried", CancellationReason.BY_CUSTOMER)
                .delayed("retried", "release", true)
                .returned("retried", "lamp", 1)
                .recovered("retried", "release")
                .refundRequested("retried", "10")
                .refundInitiated("retried", "refund-retried", "10", "system:fulfilment")
                .refundFailed("retried", "refund-retried")
                .delayed("retried", "refund", true)
                .retried("retried", "REFUND_PENDING")
                .refundRequested("retried", "10")
                .refundRetried("retried", "refund-retried", "10")
                .refundDone("retried", "refund-retried", "10", "10")
                .refunded("retried", "10")
                .placed("recovered", "lamp", "10")
                .held("recovered", 1, "lamp", 1)
                .cancelled("recovered", CancellationReason.BY_CUSTOMER)
                .delayed("recovered", "release", false)
                .released("recovered", "lamp", 1)
                .recovered("recovered", "release")
                .placed("reopened", "lamp", "10")
                .delayed("reopened", true)
                .resolved("reopened")
                .cancelled("reopened", CancellationReason.BY_CUSTOMER)
                .event(Database.USER, "user-1", new UserRolesChanged(user, List.of("customer", "merchant")))
                .from(NOW.minus(1, ChronoUnit.MINUTES))
                .placed("fresh", "lamp", "10")
                .from(NOW.minus(2, ChronoUnit.HOURS));
    }

    /** What looks after the order that is stuck: a saga with a timer. */
    static PlantedStores lookedAfter(PlantedStores stores, String... orders) {
        for (var order : orders) {
            stores.run(Database.ORDER, """
                    INSERT INTO saga_entry (saga_id, serialized_saga)
                    VALUES ('saga-%1$s', convert_to('{"orderId":"%1$s","stepTimer":"timer-%1$s","paymentTimer":null}', 'UTF8'));
                    INSERT INTO association_value_entry (association_key, association_value, saga_id)
                    VALUES ('orderId', '%1$s', 'saga-%1$s');
                    INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                    VALUES ('deadline', 'timer-%1$s', now(), false, 1)""".formatted(order));
        }
        return stores;
    }
}
