package shop.orderly.audit.stores;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import shop.orderly.contracts.catalogue.ProductEvent;
import shop.orderly.contracts.categories.CategoryEvent;
import shop.orderly.contracts.inventory.InventoryEvent;
import shop.orderly.contracts.orders.OrderEvent;
import shop.orderly.contracts.payments.PaymentEvent;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.contracts.users.UserEvent;

/**
 * What is published: by whom, in which words, and who listens.
 *
 * @param title its name: {@code order.events}
 * @param events the logical names of all events that belong there
 */
public record Topic(String title, Set<String> events, Database publisher, List<Database> subscribers) {
    public static final Topic PRODUCTS = of(
            "product.events",
            ProductEvent.class,
            Database.PRODUCT,
            Database.CATEGORY,
            Database.PRODUCT_QUERY,
            Database.ORDER);

    public static final Topic INVENTORY =
            of("inventory.events", InventoryEvent.class, Database.PRODUCT, Database.PRODUCT_QUERY, Database.ORDER);

    public static final Topic CATEGORIES =
            of("category.events", CategoryEvent.class, Database.CATEGORY, Database.PRODUCT_QUERY);

    public static final Topic USERS = of(
            "user.events",
            UserEvent.class,
            Database.USER,
            Database.PRODUCT,
            Database.CATEGORY,
            Database.PRODUCT_QUERY,
            Database.ORDER,
            Database.PAYMENT);

    public static final Topic ORDERS = of("order.events", OrderEvent.class, Database.ORDER, Database.PAYMENT);

    public static final Topic PAYMENTS = of("payment.events", PaymentEvent.class, Database.PAYMENT, Database.ORDER);

    public Topic {
        events = Set.copyOf(events);
        subscribers = List.copyOf(subscribers);
    }

    /** All of them. */
    public static List<Topic> all() {
        return List.of(PRODUCTS, INVENTORY, CATEGORIES, USERS, ORDERS, PAYMENTS);
    }

    private static Topic of(String title, Class<?> family, Database publisher, Database... subscribers) {
        var events = new TreeSet<String>();
        var families = new ArrayList<Class<?>>(List.of(family));
        while (!families.isEmpty()) {
            var one = families.removeLast();
            var name = one.getAnnotation(EventType.class);
            if (name == null) {
                families.addAll(Arrays.asList(one.getPermittedSubclasses()));
            } else {
                events.add(name.value());
            }
        }
        return new Topic(title, events, publisher, List.of(subscribers));
    }

    /** The same names, as a store is asked for them. */
    public String[] types() {
        return events.toArray(String[]::new);
    }

    /** Whether an event of this type is published there. */
    public boolean carries(String type) {
        return events.contains(type);
    }
}
