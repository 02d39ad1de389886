package shop.orderly.contracts;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import shop.orderly.contracts.catalogue.ProductEvent;
import shop.orderly.contracts.categories.CategoryEvent;
import shop.orderly.contracts.inventory.InventoryEvent;
import shop.orderly.contracts.orders.OrderEvent;
import shop.orderly.contracts.payments.PaymentEvent;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.contracts.users.UserEvent;

/** Every event that leaves its service. */
final class Published {
    private Published() {}

    static final List<Class<?>> FAMILIES = List.of(
            ProductEvent.class,
            CategoryEvent.class,
            InventoryEvent.class,
            OrderEvent.class,
            PaymentEvent.class,
            UserEvent.class);

    static Stream<Class<?>> events() {
        return FAMILIES.stream()
                .flatMap(Published::members)
                .sorted(Comparator.comparing(event -> type(event).value()));
    }

    static EventType type(Class<?> event) {
        return Objects.requireNonNull(
                event.getAnnotation(EventType.class), () -> event.getName() + " has no @EventType");
    }

    private static Stream<Class<?>> members(Class<?> family) {
        return family.isSealed()
                ? Stream.of(family.getPermittedSubclasses()).flatMap(Published::members)
                : Stream.of(family);
    }
}
