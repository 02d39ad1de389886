package shop.orderly.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.catalogue.ProductRepriced;
import shop.orderly.contracts.categories.CategoryCreated;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.categories.CategoryRevised;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.inventory.StockOpened;
import shop.orderly.contracts.inventory.StockReceived;
import shop.orderly.contracts.users.UserId;
import shop.orderly.platform.service.OrderlyService;
import shop.orderly.platformtest.EmbeddedBroker;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.ProjectionRebuild;
import shop.orderly.platformtest.PublishedEvents;
import shop.orderly.platformtest.TestJwt;

/** The whole service: what others publish on Kafka is readable over HTTP. */
class ProductQueryIT {

    private static final Currency USD = Currency.getInstance("USD");

    private static ConfigurableApplicationContext service;
    private static PublishedEvents events;
    private static HttpClient http;
    private static String url;

    private final ProductId product = new ProductId(UUID.randomUUID().toString());

    @BeforeAll
    static void start() {
        var settings = Stream.concat(
                Arrays.stream(EmbeddedDatabase.create("product_query").properties()),
                Stream.of(
                        "KAFKA_BROKERS="
                                + EmbeddedBroker.brokersWith(
                                        "product.events", "inventory.events", "category.events", "user.events"),
                        "PORT=0",
                        TestJwt.PROPERTY));
        service = OrderlyService.run(
                ProductsApplication.class,
                "product-query",
                settings.map(setting -> "--" + setting).toArray(String[]::new));
        events = new PublishedEvents();
        http = HttpClient.newHttpClient();
        var server = ((WebServerApplicationContext) service).getWebServer();
        url = "http://localhost:" + Objects.requireNonNull(server).getPort() + "/api/v1/products";
    }

    @AfterAll
    static void stop() {
        events.close();
        service.close();
        http.close();
    }

    @Test
    void showsWhatIsPublishedAboutAProductItsStockAndItsCategory() {
        var category = new CategoryId(4711);
        events.publish("inventory.events", StockItemId.of(product).value(), 0, opened());
        events.publish("inventory.events", StockItemId.of(product).value(), 1, received(7));
        create("AirFryer", category);
        var shown = eventually("/" + product + "?min_version=0&min_stock_version=1");
        assertThat(shown.<String>read("$.name")).isEqualTo("AirFryer");
        assertThat(shown.<Number>read("$.final_price").doubleValue()).isEqualTo(900);
        assertThat(shown.<Integer>read("$.available")).isEqualTo(7);
        assertThat(shown.<Object>read("$.category_name")).isNull();

        events.publish("category.events", category.streamId(), 0, new CategoryCreated(category, "Kitchen", ""));
        eventually("/" + product, "$.category_name", "Kitchen");
        events.publish("category.events", category.streamId(), 1, new CategoryRevised(category, "Cooking", ""));
        eventually("/" + product, "$.category_name", "Cooking");
        eventually("?q=airfr&category_id=4711&in_stock=true", "$.items[0].category_name", "Cooking");
    }

    @Test
    void showsAProductOfTheFirstRevision() throws IOException {
        var golden = Files.readString(Path.of("../api-contracts/src/test/resources/approved/product.created/1.json"));
        events.publish("product.events", product.value(), 0, "product.created", 1, golden);

        var shown = eventually("/" + product);
        assertThat(shown.<String>read("$.id")).isEqualTo(product.value());
        assertThat(shown.<String>read("$.currency")).isEqualTo("USD");
        assertThat(shown.<Number>read("$.final_price").doubleValue()).isEqualTo(900);
    }

    @Test
    void waitsForTheVersionThatTheReaderHasSeen() {
        create("Lamp", null);
        eventually("/" + product);

        var waiting = CompletableFuture.supplyAsync(() -> get("/" + product + "?min_version=1"));
        events.publish(
                "product.events", product.value(), 1, new ProductRepriced(product, new BigDecimal("19.99"), USD, 0));

        var answer =
                waiting.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<Double>read(answer.body(), "$.price")).isEqualTo(19.99);
        assertThat(get("/" + product + "?min_version=2").statusCode()).isEqualTo(503);
    }

    @Test
    void countsAnEventThatComesTwiceOnce() {
        var created = created("Radio", null, BigDecimal.TEN);
        events.publish("product.events", product.value(), 0, created, "id-of-" + product);
        events.publish("product.events", product.value(), 0, created, "id-of-" + product);
        events.publish("product.events", product.value(), 1, new ProductRepriced(product, BigDecimal.ONE, USD, 0));

        assertThat(eventually("/" + product + "?min_version=1").<Integer>read("$.price"))
                .isEqualTo(1);
        assertThat(eventually("?q=radio").<List<?>>read("$.items[?(@.id == '" + product + "')]"))
                .hasSize(1);
    }

    @Test
    void parksAnEventThatCannotBeShownAndLetsOthersPass() {
        var poisoned = new ProductId(UUID.randomUUID().toString());
        events.publish(
                "product.events",
                poisoned.value(),
                0,
                new ProductCreated(
                        poisoned,
                        new UserId("m1"),
                        "Nul \u0000 byte",
                        "",
                        BigDecimal.ONE,
                        USD,
                        0,
                        "ABC",
                        List.of(),
                        null,
                        0));
        create("Chair", null);

        eventually("/" + product, "$.name", "Chair");
        var jdbc = service.getBean(JdbcTemplate.class);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> jdbc.queryForList(
                                        "SELECT event_identifier FROM dead_letter_entry WHERE processing_group = 'product-view'"
                                                + " AND sequence_identifier LIKE '%" + poisoned + "%'",
                                        String.class)
                                .size()
                        == 1);
    }

    @Test
    void showsTheSameAfterARebuildAndSaysHowFarBehindItIs() {
        create("Table", null);
        events.publish("inventory.events", StockItemId.of(product).value(), 0, opened());
        events.publish("inventory.events", StockItemId.of(product).value(), 1, received(3));
        var before = eventually("/" + product + "?min_stock_version=1").jsonString();
        var stock = service.getBean(JdbcTemplate.class);
        stock.update("UPDATE products.stock_view SET on_hand = 77 WHERE product_id = ?", product.value());

        ProjectionRebuild.run(url.substring(0, url.indexOf("/api")), "product-view");

        assertThat(eventually("/" + product + "?min_stock_version=1").jsonString())
                .isEqualTo(before);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> get("").headers()
                        .firstValue("Orderly-Lag-Events")
                        .orElseThrow()
                        .equals("0"));
    }

    private void create(String name, @Nullable CategoryId category) {
        events.publish("product.events", product.value(), 0, created(name, category, BigDecimal.valueOf(1000)));
    }

    private ProductCreated created(String name, @Nullable CategoryId category, BigDecimal price) {
        return new ProductCreated(
                product, new UserId("m1"), name, "A thing", price, USD, 10, "ABC TECH", List.of(), category, 0);
    }

    private StockOpened opened() {
        return new StockOpened(product, new UserId("m1"), 0, 0);
    }

    private StockReceived received(int units) {
        return new StockReceived(product, "r1", units, "note", units, 0);
    }

    private static DocumentContext eventually(String path) {
        return JsonPath.parse(await().atMost(Duration.ofSeconds(15))
                .until(() -> get(path), answer -> answer.statusCode() == 200)
                .body());
    }

    private static void eventually(String path, String at, Object value) {
        await().atMost(Duration.ofSeconds(15)).ignoreExceptions().until(() -> {
            var answer = get(path);
            return answer.statusCode() == 200 && value.equals(JsonPath.read(answer.body(), at));
        });
    }

    private static HttpResponse<String> get(String path) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
