package shop.orderly.categories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.contracts.catalogue.ProductDiscontinued;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.catalogue.ProductRevised;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.users.UserId;
import shop.orderly.platform.service.OrderlyService;
import shop.orderly.platformtest.EmbeddedBroker;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.ProjectionRebuild;
import shop.orderly.platformtest.PublishedEvents;
import shop.orderly.platformtest.TestJwt;

/** The whole service over HTTP and Kafka. */
class CategoryQueryIT {

    private static final Currency USD = Currency.getInstance("USD");
    private static final String MERCHANT = TestJwt.bearer("m1", "customer", "merchant");
    private static final String ADMIN = TestJwt.bearer("a1", "admin");

    private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.create("category_query");

    private static ConfigurableApplicationContext service;
    private static PublishedEvents events;
    private static HttpClient http;
    private static String url;

    private final String name = "Category " + UUID.randomUUID();

    @BeforeAll
    static void start() {
        var settings = Stream.concat(
                Arrays.stream(DATABASE.properties()),
                Stream.of(
                        "KAFKA_BROKERS=" + EmbeddedBroker.brokersWith("product.events", "user.events"),
                        "PORT=0",
                        TestJwt.PROPERTY));
        service = OrderlyService.run(
                CategoriesApplication.class,
                "category-query",
                settings.map(setting -> "--" + setting).toArray(String[]::new));
        events = new PublishedEvents();
        http = HttpClient.newHttpClient();
        var server = ((WebServerApplicationContext) service).getWebServer();
        url = "http://localhost:" + Objects.requireNonNull(server).getPort() + "/api/v1/categories";
    }

    @AfterAll
    static void stop() {
        events.close();
        service.close();
        http.close();
    }

    @Test
    void listsTheSameAfterARebuild() {
        var jdbc = JdbcClient.create(DATABASE.dataSource());
        var product = UUID.randomUUID().toString();
        events.publish(
                "product.events",
                product,
                0,
                new ProductCreated(
                        new ProductId(product),
                        new UserId("m1"),
                        name,
                        "",
                        BigDecimal.TEN,
                        USD,
                        0,
                        "ABC",
                        List.of(),
                        new CategoryId(4711),
                        0));
        var row = jdbc.sql("SELECT name FROM categories.product_view WHERE product_id = ?")
                .param(product);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> row.query(String.class).optional().isPresent());
        jdbc.sql("UPDATE categories.product_view SET name = 'spoilt'").update();

        ProjectionRebuild.run(url.substring(0, url.indexOf("/api")), "category-catalogue");

        assertThat(row.query(String.class).single()).isEqualTo(name);
        assertThat(jdbc.sql("SELECT count(*) FROM categories.product_view WHERE name = 'spoilt'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void keepsACategoryFromItsCreationToItsDeletion() {
        var created = send("POST", "", MERCHANT, body(name));
        assertThat(created.statusCode()).isEqualTo(201);
        var id = JsonPath.<Integer>read(created.body(), "$.id");
        assertThat(created.headers().firstValue("Location")).hasValue("/api/v1/categories/" + id);
        assertThat(JsonPath.<Integer>read(created.body(), "$.version")).isZero();
        assertThat(JsonPath.<Integer>read(created.body(), "$.product_count")).isZero();

        var revised = send("PUT", "/" + id, MERCHANT, body(name + " B"));
        assertThat(revised.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<Integer>read(revised.body(), "$.version")).isEqualTo(1);
        var same = send("PUT", "/" + id, MERCHANT, body(name + " B"));
        assertThat(JsonPath.<Integer>read(same.body(), "$.version")).isEqualTo(1);
        assertThat(JsonPath.<String>read(
                        send("GET", "/" + id + "?min_version=1", null, null).body(), "$.name"))
                .isEqualTo(name + " B");

        assertThat(send("DELETE", "/" + id, MERCHANT, null).statusCode()).isEqualTo(204);
        assertThat(send("DELETE", "/" + id, MERCHANT, null).statusCode()).isEqualTo(404);
        assertThat(send("GET", "/" + id, null, null).statusCode()).isEqualTo(404);
        assertThat(storedEvents(id)).containsExactly("category.created", "category.revised", "category.deleted");
        assertThat(publishedEvents("category-" + id, 3))
                .containsExactly("category.created 0", "category.revised 1", "category.deleted 2");
    }

    @Test
    void letsAMerchantChangeOnlyCategoriesOfItsOwn() {
        var id = create(name);
        var other = TestJwt.bearer("m2", "merchant");

        assertThat(send("PUT", "/" + id, other, body(name + " B")).statusCode()).isEqualTo(403);
        assertThat(send("DELETE", "/" + id, other, null).statusCode()).isEqualTo(403);
        assertThat(send("PUT", "/" + id, ADMIN, body(name + " C")).statusCode()).isEqualTo(200);
    }

    @Test
    void createsOneOfManyCategoriesWithOneNameAtTheSameTime() throws Exception {
        List<Callable<Integer>> attempts = IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(i -> () -> send(
                                "POST", "", MERCHANT, body(i % 2 == 0 ? name : name.toUpperCase(java.util.Locale.ROOT)))
                        .statusCode())
                .toList();
        var answers = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var answer : threads.invokeAll(attempts)) {
                answers.add(answer.get());
            }
        }
        answers.sort(null);
        assertThat(answers).containsExactly(201, 409, 409, 409, 409, 409, 409, 409);
        assertThat(JsonPath.<String>read(send("POST", "", MERCHANT, body(name)).body(), "$.type"))
                .isEqualTo("urn:orderly:problem:category_name_taken");
    }

    @Test
    void appliesRevisionsOfOneCategoryAtTheSameTimeOneAfterTheOther() throws Exception {
        var id = create(name);
        List<Callable<Integer>> attempts = IntStream.range(0, 6)
                .<Callable<Integer>>mapToObj(i -> () ->
                        send("PUT", "/" + id, MERCHANT, body(name + " " + i)).statusCode())
                .toList();
        var applied = 0;
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var answer : threads.invokeAll(attempts)) {
                assertThat(answer.get()).isIn(200, 503);
                applied += answer.get() == 200 ? 1 : 0;
            }
        }
        assertThat(applied).isPositive();
        assertThat(version(id)).isEqualTo(applied);
        assertThat(storedEvents(id)).hasSize(applied + 1);
    }

    @Test
    void countsAndListsTheProductsThatAreInIt() {
        var id = create(name);
        var other = create(name + " other");
        var pan = product(id);
        var lamp = product(id);
        var radio = product(id);
        eventuallyCounts(id, 3);

        events.publish("product.events", lamp.value(), 1, revised(lamp, other));
        events.publish("product.events", radio.value(), 1, new ProductDiscontinued(radio));
        eventuallyCounts(id, 1);
        eventuallyCounts(other, 1);
        assertThat(products(id, 10)).containsExactly(pan.value());
        assertThat(products(other, 10)).containsExactly(lamp.value());

        var refused = send("DELETE", "/" + id, MERCHANT, null);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(JsonPath.<String>read(refused.body(), "$.type")).isEqualTo("urn:orderly:problem:category_not_empty");
        events.publish("product.events", pan.value(), 1, new ProductDiscontinued(pan));
        eventuallyCounts(id, 0);
        assertThat(send("DELETE", "/" + id, MERCHANT, null).statusCode()).isEqualTo(204);
    }

    @Test
    void showsAProductOfAnUnknownCategoryOnceTheCategoryIsKnown() {
        var next = create(name) + 1_000;
        var early = product(next);
        await().atMost(Duration.ofSeconds(15)).until(() -> listed(early) == 1);
        assertThat(send("GET", "/" + next + "/products", null, null).statusCode())
                .isEqualTo(404);

        JdbcClient.create(DATABASE.dataSource())
                .sql("SELECT setval(pg_get_serial_sequence('categories.category', 'id'), ?, false)")
                .param(next)
                .query(Long.class)
                .single();
        assertThat(create(name + " later")).isEqualTo(next);
        assertThat(products(next, 10)).containsExactly(early.value());
        eventuallyCounts(next, 1);
    }

    @Test
    void pagesVisitEveryProductOnceWhileOthersAreAdded() {
        var id = create(name);
        var expected = new TreeSet<String>();
        IntStream.range(0, 23).forEach(i -> expected.add(product(id).value()));
        eventuallyCounts(id, 23);

        for (var limit : List.of(1, 5, 100)) {
            var visited = products(id, limit);
            assertThat(visited).doesNotHaveDuplicates().containsAll(expected);
            assertThat(visited.stream().filter(expected::contains).toList())
                    .containsExactlyElementsOf(expected.descendingSet());
        }
    }

    private List<String> products(long category, int limit) {
        var visited = new ArrayList<String>();
        String cursor = null;
        do {
            var page = send(
                    "GET",
                    "/" + category + "/products?limit=" + limit + (cursor == null ? "" : "&cursor=" + cursor),
                    null,
                    null);
            assertThat(page.statusCode()).isEqualTo(200);
            visited.addAll(JsonPath.<List<String>>read(page.body(), "$.items[*].id"));
            cursor = JsonPath.read(page.body(), "$.next_cursor");
            if (limit == 5) {
                product(category);
            }
        } while (cursor != null);
        return visited;
    }

    private static int listed(ProductId product) {
        return service.getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM categories.product_view WHERE listed AND product_id = ?")
                .param(product.value())
                .query(Integer.class)
                .single();
    }

    private static long create(String name) {
        var created = send("POST", "", MERCHANT, body(name));
        assertThat(created.statusCode()).isEqualTo(201);
        return JsonPath.<Integer>read(created.body(), "$.id");
    }

    private static ProductId product(long category) {
        var product = new ProductId(UUID.randomUUID().toString());
        events.publish(
                "product.events",
                product.value(),
                0,
                new ProductCreated(
                        product,
                        new UserId("m1"),
                        "Pan",
                        "",
                        BigDecimal.TEN,
                        USD,
                        0,
                        "ABC",
                        List.of(),
                        new CategoryId(category),
                        0));
        return product;
    }

    private static ProductRevised revised(ProductId product, long category) {
        return new ProductRevised(product, "Moved", "", "ABC", List.of(), new CategoryId(category));
    }

    private static long version(long id) {
        return JsonPath.<Integer>read(send("GET", "/" + id, null, null).body(), "$.version");
    }

    private static void eventuallyCounts(long id, int count) {
        await().atMost(Duration.ofSeconds(15))
                .until(() ->
                        JsonPath.<Integer>read(send("GET", "/" + id, null, null).body(), "$.product_count") == count);
    }

    private static List<String> storedEvents(long id) {
        return service.getBean(JdbcClient.class)
                .sql("SELECT type FROM domain_event WHERE aggregate_identifier = ? ORDER BY sequence_number")
                .param("category-" + id)
                .query(String.class)
                .list();
    }

    private static List<String> publishedEvents(String key, int count) {
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        EmbeddedBroker.brokers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        UUID.randomUUID().toString(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of("category.events"));
            var seen = new ArrayList<String>();
            await().atMost(Duration.ofSeconds(15)).until(() -> {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (key.equals(record.key())) {
                        var headers = record.headers();
                        seen.add(text(headers.lastHeader("ce_type").value()) + " "
                                + text(headers.lastHeader("ce_sequence").value()));
                    }
                }
                return seen.size() >= count;
            });
            return seen;
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String body(String name) {
        return "{\"name\":\"" + name + "\",\"description\":\"Devices\"}";
    }

    private static HttpResponse<String> send(
            String method, String path, @Nullable String authorization, @Nullable String body) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
