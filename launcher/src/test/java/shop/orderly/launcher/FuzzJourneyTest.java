package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import shop.orderly.launcher.HostileRequests.Hostile;

/**
 * Every operation of every service's OpenAPI document, asked for in every wrong way by somebody who may do everything:
 * no failure, every refusal a problem, and the shop still sells. Some of them by chance; another choice, or more:
 * {@code -Dorderly.fuzz.seed=… -Dorderly.fuzz.requests=30000}.
 */
@Isolated // so that a failure in the log is its doing
class FuzzJourneyTest {
    private static final long SEED = Long.getLong("orderly.fuzz.seed", 20_261_127L);
    private static final int REQUESTS = Integer.getInteger("orderly.fuzz.requests", 3_000);
    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final Path LOG = Path.of("target/logs/orderly.log");

    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Integer> statuses = new ConcurrentSkipListMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final Almighty person = Almighty.somebody();
    private Map<String, String> things = Map.of();
    private Map<String, String> doomed = Map.of();
    private List<ApiOperation> operations = List.of();

    @BeforeEach
    void prepareThings() {
        things = things();
        doomed = things();
        operations = ApiOperation.all(Map.ofEntries(
                Map.entry("product_id", thing("products")),
                Map.entry("payment_method", "tok_ok"),
                Map.entry("customer_id", person.id()),
                Map.entry("unit_price", 10),
                Map.entry("currency", "USD"),
                Map.entry("category_id", Long.parseLong(thing("categories"))),
                Map.entry("image_urls", List.of("https://img.test/a.png")),
                Map.entry("email", "fuzz@test.com"),
                Map.entry("username", "fuzz"),
                Map.entry("password", "secret123"),
                Map.entry("new_password", "secret123"),
                Map.entry("current_password", "secret123"),
                Map.entry("roles", List.of("customer")),
                Map.entry("status", "active"),
                Map.entry("version", 999)));
    }

    /** Ids of new ones of everything, by their place below {@code /api/v1/}. */
    private Map<String, String> things() {
        var shopper = person.shopper();
        var product = shopper.offers("Desk", "10", 1_000);
        var order = shopper.orders(product, 1, "tok_ok").expect(202).field("id");
        shopper.sees(order, "CONFIRMED");
        var category = shopper.client()
                .post(shopper.api() + "/categories", "{\"name\":\"" + product + "\",\"description\":\"\"}")
                .expect(201)
                .field("id");
        var payment = shopper.seesPayment(order, "CAPTURED").field("id");
        return Map.of(
                "products", product,
                "orders", order,
                "payments", payment,
                "categories", category,
                "users", Almighty.somebody().id());
    }

    private String thing(String kind) {
        return Objects.requireNonNull(things.get(kind), kind);
    }

    private Map<String, String> things(ApiOperation operation) {
        return operation.method().equals("DELETE") ? doomed : things;
    }

    @Test
    void nonsenseNeverBreaksAnything() throws IOException {
        assertThat(operations).hasSizeGreaterThan(25);
        var logged = errors().size();
        Wires.each(operations, this::understandsTheGoodOne);
        assertThat(complaints).isEmpty();

        var chance = new Random(SEED);
        var hostile = new ArrayList<Hostile>();
        operations.forEach(
                operation -> hostile.addAll(HostileRequests.of(operation, person.token(), things(operation), chance)));
        Collections.shuffle(hostile, chance);
        var chosen = hostile.subList(0, Math.min(REQUESTS, hostile.size()));
        assertThat(chosen.stream().map(Hostile::operation)).containsAll(operations);
        Wires.each(chosen, this::judge);

        System.out.printf(
                "Fuzz: seed %d, %d of %d hostile requests at %d operations, answered %s%n",
                SEED, chosen.size(), hostile.size(), operations.size(), statuses);
        assertThat(complaints).as("seed " + SEED).isEmpty();
        assertThat(requests.get()).isGreaterThan(2_000);
        var mary = TestShop.somebody();
        mary.sees(
                mary.orders(mary.offers("Lamp", "5", 3), 1, "tok_ok")
                        .expect(202)
                        .field("id"),
                "CONFIRMED");
        var all = errors();
        assertThat(all.subList(Math.min(logged, all.size()), all.size())).isEmpty();
    }

    /** What is wrong is then wrong by what was changed, not already before. */
    private void understandsTheGoodOne(ApiOperation operation, IntFunction<Wire> wires) {
        if (!operation.method().equals("DELETE")) {
            var answer =
                    ask(new Hostile(operation, "good", HostileRequests.good(operation, person.token(), things)), wires);
            if (List.of(400, 403, 405, 415).contains(answer.status())
                    || Verdict.on(answer, false).isPresent()) {
                complaints.add(operation + ", good, answered " + answer.status() + " " + answer.body() + " "
                        + operation.body());
            }
        }
    }

    private void judge(Hostile hostile, IntFunction<Wire> wires) {
        var began = System.nanoTime();
        var answer = ask(hostile, wires);
        var took = Duration.ofNanos(System.nanoTime() - began);
        statuses.merge(Integer.toString(answer.status()), 1, Integer::sum);
        Verdict.on(answer, hostile.what().equals("method HEAD"))
                .or(() -> took.compareTo(SLOW) > 0 ? Optional.of("took " + took) : Optional.empty())
                .ifPresent(wrong ->
                        complaints.add(answer.status() + " " + wrong + ": " + answer.body() + "\n  after " + hostile));
    }

    private Wire.Heard ask(Hostile hostile, IntFunction<Wire> wires) {
        requests.incrementAndGet();
        try {
            return wires.apply(TestShop.ports().of(hostile.operation().service()))
                    .send(hostile.request());
        } catch (IOException | RuntimeException e) {
            complaints.add("no answer (" + e + ") to " + hostile);
            return new Wire.Heard(200, Map.of(), "");
        }
    }

    private static List<String> errors() throws IOException {
        try (var lines = Files.lines(LOG)) {
            return lines.filter(line -> line.contains(" ERROR ")).toList();
        }
    }
}
