package shop.orderly.products.view;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.contracts.catalogue.ProductDiscontinued;
import shop.orderly.contracts.catalogue.ProductEvent;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.catalogue.ProductRepriced;
import shop.orderly.contracts.catalogue.ProductRevised;
import shop.orderly.contracts.categories.CategoryCreated;
import shop.orderly.contracts.categories.CategoryDeleted;
import shop.orderly.contracts.categories.CategoryEvent;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.categories.CategoryRevised;
import shop.orderly.contracts.inventory.StockAdjusted;
import shop.orderly.contracts.inventory.StockEvent;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.inventory.StockOpened;
import shop.orderly.contracts.inventory.StockReceived;
import shop.orderly.contracts.users.UserId;

/** Events of products, stock and categories, each in the stream of its aggregate. */
final class Story {

    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    static final Currency USD = Currency.getInstance("USD");

    /** One event in its stream. */
    record Told(String stream, long version, Instant at, Object event) {}

    private final List<Told> told = new ArrayList<>();
    private final Map<String, Long> versions = new HashMap<>();

    Story tell(Object event) {
        var stream = streamOf(event);
        var version = versions.merge(stream, 0L, (known, zero) -> known + 1);
        told.add(new Told(stream, version, START.plus(Duration.ofSeconds(told.size())), event));
        return this;
    }

    List<Told> told() {
        return List.copyOf(told);
    }

    /** Another way in which the same events may arrive: each stream keeps its order. */
    List<Told> interleaved(Random random) {
        var streams = new HashMap<String, List<Told>>();
        told.forEach(one ->
                streams.computeIfAbsent(one.stream(), any -> new ArrayList<>()).add(one));
        var left = new ArrayList<>(streams.values());
        var result = new ArrayList<Told>();
        while (!left.isEmpty()) {
            var stream = left.get(random.nextInt(left.size()));
            result.add(stream.removeFirst());
            if (stream.isEmpty()) {
                left.remove(stream);
            }
        }
        return result;
    }

    /** Products that are created, revised, repriced, stocked, moved and dropped at random. */
    static Story random(Random random) {
        var story = new Story();
        for (var i = 0; i < 60; i++) {
            var product = "p" + random.nextInt(5);
            var category = 1L + random.nextInt(3);
            switch (random.nextInt(6)) {
                case 0, 1 -> story.product(product, random, category);
                case 2, 3 -> story.stock(product, random.nextInt(9));
                default -> story.category(category, random);
            }
        }
        return story;
    }

    private void product(String id, Random random, long category) {
        var seen = versions.get(id);
        if (seen == null) {
            tell(created(id, "Name " + random.nextInt(99), random.nextInt(500), category));
        } else if (told.stream()
                .noneMatch(one -> one.event() instanceof ProductDiscontinued gone
                        && gone.productId().value().equals(id))) {
            switch (random.nextInt(5)) {
                case 0 -> tell(new ProductDiscontinued(new ProductId(id)));
                case 1, 2 ->
                    tell(new ProductRepriced(
                            new ProductId(id), BigDecimal.valueOf(random.nextInt(500)), USD, random.nextInt(101)));
                default -> tell(revised(id, "Name " + random.nextInt(99), random.nextBoolean() ? category : null));
            }
        }
    }

    private void stock(String id, int onHand) {
        var product = new ProductId(id);
        tell(
                versions.containsKey("stock-" + id)
                        ? new StockAdjusted(product, "c" + told.size(), 1, "count", onHand, 0)
                        : new StockOpened(product, new UserId("m1"), 0, 0));
    }

    private void category(long number, Random random) {
        var id = new CategoryId(number);
        if (!versions.containsKey(id.streamId())) {
            tell(new CategoryCreated(id, "Category " + number, ""));
        } else if (told.stream().noneMatch(one -> one.event().equals(new CategoryDeleted(id)))) {
            tell(
                    random.nextInt(5) == 0
                            ? new CategoryDeleted(id)
                            : new CategoryRevised(id, "Renamed " + random.nextInt(99), ""));
        }
    }

    static ProductCreated created(String id, String name, int price, @Nullable Long category) {
        return new ProductCreated(
                new ProductId(id),
                new UserId("m1"),
                name,
                "Digital device",
                BigDecimal.valueOf(price),
                USD,
                10,
                "ABC TECH",
                List.of("https://example.com/1.png"),
                category == null ? null : new CategoryId(category),
                0);
    }

    static ProductRevised revised(String id, String name, @Nullable Long category) {
        return new ProductRevised(
                new ProductId(id),
                name,
                "Better device",
                "ABC TECH",
                List.of(),
                category == null ? null : new CategoryId(category));
    }

    static StockReceived received(String id, int onHand) {
        return new StockReceived(new ProductId(id), "r" + onHand, onHand, "note", onHand, 0);
    }

    private static String streamOf(Object event) {
        return switch (event) {
            case ProductEvent product -> product.productId().value();
            case StockEvent stock -> StockItemId.of(stock.productId()).value();
            case CategoryEvent category -> category.categoryId().streamId();
            default -> throw new IllegalArgumentException("Not of this story: " + event);
        };
    }
}
