package shop.orderly.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.ReservationCommitted;
import shop.orderly.contracts.inventory.ReservationEvent;
import shop.orderly.contracts.inventory.ReservationExpired;
import shop.orderly.contracts.inventory.ReservationHeld;
import shop.orderly.contracts.inventory.ReservationId;
import shop.orderly.contracts.inventory.ReservationRefused;
import shop.orderly.contracts.inventory.ReservationReleased;
import shop.orderly.contracts.inventory.ReservationReturned;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.inventory.StockAdjusted;
import shop.orderly.contracts.inventory.StockCommitted;
import shop.orderly.contracts.inventory.StockEvent;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.inventory.StockReceived;
import shop.orderly.contracts.inventory.StockReturned;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.contracts.users.UserId;
import shop.orderly.inventory.api.AdjustStock;
import shop.orderly.inventory.api.CommitReservation;
import shop.orderly.inventory.api.ExpireReservation;
import shop.orderly.inventory.api.OpenStock;
import shop.orderly.inventory.api.ReceiveStock;
import shop.orderly.inventory.api.ReleaseReservation;
import shop.orderly.inventory.api.ReserveStock;

/** Invariant I1 and the reservation's state table, whatever is done in whatever order and however often. */
class StockPropertiesTest {

    private static final Instant LIMIT = Instant.parse("2026-11-01T10:30:00Z");
    private static final Actor OPS = Actor.of("ops", "o-1");
    private static final List<ProductId> PRODUCTS = List.of(new ProductId("apples"), new ProductId("pears"));
    private static final List<OrderId> ORDERS =
            IntStream.range(0, 4).mapToObj(n -> new OrderId("o-" + n)).toList();

    private static final Map<Class<?>, Set<Class<? extends ReservationEvent>>> FOLLOWERS = Map.of(
            Void.class, Set.of(ReservationHeld.class, ReservationRefused.class, ReservationReleased.class),
            ReservationHeld.class,
                    Set.of(ReservationCommitted.class, ReservationReleased.class, ReservationExpired.class),
            ReservationCommitted.class, Set.of(ReservationReturned.class),
            ReservationRefused.class, Set.of(),
            ReservationReleased.class, Set.of(),
            ReservationReturned.class, Set.of(),
            ReservationExpired.class, Set.of());

    enum Deed {
        RECEIVE,
        ADJUST,
        RESERVE_ONE,
        RESERVE_BOTH,
        COMMIT,
        RELEASE,
        EXPIRE,
        EXPIRE_TOO_EARLY
    }

    record Step(Deed deed, ProductId product, OrderId order, int units, int change) {}

    @Property(tries = 300)
    void unitsNeitherAppearNorVanish(@ForAll("steps") @Size(max = 60) List<Step> steps) {
        var inventory = new InventoryInMemory();
        PRODUCTS.forEach(product -> inventory.send(OpenStock.of(product, new UserId("m-1"), 5)));
        for (var step : steps) {
            take(step, inventory);
        }
        var held = heldUnits(inventory);
        for (var product : PRODUCTS) {
            var facts = inventory.facts(StockItemId.of(product));
            facts.forEach(fact -> assertLevelsAreSound((StockEvent) fact));
            var newest = (StockEvent) facts.getLast();
            assertThat(sum(facts, StockReceived.class) + sum(facts, StockAdjusted.class))
                    .isEqualTo(newest.onHand() + sum(facts, StockCommitted.class) - sum(facts, StockReturned.class));
            assertThat(newest.reserved()).isEqualTo(held.getOrDefault(product, 0));
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var step = Combinators.combine(
                        Arbitraries.of(Deed.class),
                        Arbitraries.of(PRODUCTS),
                        Arbitraries.of(ORDERS),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(1, 8))
                .as(Step::new);
        return step.list();
    }

    private static void take(Step step, InventoryInMemory inventory) {
        try {
            inventory.send(command(step));
        } catch (RefusedException refused) {
            assertThat(refused.refusal().code()).isIn("stock_reserved", "reservation_not_found");
        }
    }

    private static Object command(Step step) {
        var id = ReservationId.of(step.order(), 1);
        var item = StockItemId.of(step.product());
        var change = "c-" + step.change();
        return switch (step.deed()) {
            case RECEIVE -> new ReceiveStock(item, step.product(), change, step.units(), "", OPS);
            case ADJUST -> new AdjustStock(item, step.product(), change, step.units(), "counted", OPS);
            case RESERVE_ONE ->
                new ReserveStock(id, step.order(), List.of(new ReservedLine(step.product(), step.units())), LIMIT);
            case RESERVE_BOTH ->
                new ReserveStock(
                        id,
                        step.order(),
                        PRODUCTS.reversed().stream()
                                .map(product -> new ReservedLine(product, step.units()))
                                .toList(),
                        LIMIT);
            case COMMIT -> new CommitReservation(id);
            case RELEASE -> new ReleaseReservation(id, step.order());
            case EXPIRE -> new ExpireReservation(id, LIMIT);
            case EXPIRE_TOO_EARLY -> new ExpireReservation(id, LIMIT.minusSeconds(1));
        };
    }

    private static Map<ProductId, Integer> heldUnits(InventoryInMemory inventory) {
        var units = new HashMap<ProductId, Integer>();
        for (var order : ORDERS) {
            Class<?> before = Void.class;
            var facts = inventory.facts(ReservationId.of(order, 1));
            for (var fact : facts) {
                assertThat(FOLLOWERS.get(before)).contains(fact.getClass().asSubclass(ReservationEvent.class));
                before = fact.getClass();
            }
            if (before == ReservationHeld.class) {
                ((ReservationHeld) facts.getLast())
                        .lines()
                        .forEach(line -> units.merge(line.productId(), line.quantity(), Integer::sum));
            }
        }
        return units;
    }

    private static void assertLevelsAreSound(StockEvent fact) {
        assertThat(fact.reserved()).isBetween(0, fact.onHand());
    }

    private static int sum(List<Object> facts, Class<?> of) {
        return facts.stream()
                .filter(of::isInstance)
                .mapToInt(fact -> switch (fact) {
                    case StockReceived received -> received.quantity();
                    case StockAdjusted adjusted -> adjusted.difference();
                    case StockCommitted committed -> committed.quantity();
                    case StockReturned returned -> returned.quantity();
                    default -> throw new IllegalStateException("No quantity in " + fact);
                })
                .sum();
    }
}
