package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** What an operator does at a keyboard, on the running shop. Faults break it for everybody, so nobody else is in. */
@Isolated
class OperatorJourneyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @AfterEach
    void everythingIsMended() {
        assertThat(Operator.types("fault", "--clear").code()).isZero();
    }

    @Test
    void projectionsShowsEveryGroupAndThatNoneIsBehind() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var groups = groups();
            assertThat(groups)
                    .extracting(group -> group.path("name").asString())
                    .contains("product-view", "order-view", "price-list", "order-fulfilment", "outbox", "stock-level");
            assertThat(groups)
                    .allSatisfy(group -> assertThat(group.path("lag_events").asInt(-1))
                            .as(group.toString())
                            .isZero());
        });
        assertThat(Operator.types("projections", "--segments").text())
                .contains("SERVICE", "order-saga", "SEGMENT", "OWNER");
    }

    @Test
    void aProjectionIsRebuiltWhilePeopleReadIt() throws Exception {
        var mary = TestShop.somebody();
        var product = mary.offers("Atlas", "30", 3);
        mary.seesAvailable(product, 3);
        var isDone = new AtomicBoolean();
        var reads = new AtomicInteger();
        var reader = Thread.ofVirtual().start(() -> {
            while (!isDone.get()) {
                mary.client()
                        .get(mary.api() + "/products/" + product)
                        .expect(200)
                        .expect("available", 3);
                reads.incrementAndGet();
            }
        });

        var said = Operator.types("replay", "product-view");
        isDone.set(true);
        reader.join();

        assertThat(said.text()).contains("100 %", "done");
        assertThat(said.code()).as(said.text()).isZero();
        assertThat(reads).hasPositiveValue();
        mary.seesAvailable(product, 3);

        var back = Operator.types("replay", "product-view", "--rollback");
        assertThat(back.code()).as(back.text()).isZero();
        mary.seesAvailable(product, 3);
        assertThat(Operator.types("replay", "order-fulfilment").text()).contains("not_rebuildable");
        assertThat(Operator.types("replay", "nothing").text()).contains("404");
    }

    @Test
    void aPoisonedEventIsParkedAndRedriven() {
        var mary = TestShop.somebody();
        var product = mary.offers("Stool", "20", 3);
        mary.seesAvailable(product, 3);
        assertThat(Operator.types("fault", "projection=poison:order-view").code())
                .isZero();

        var order = mary.orders(product, 1, "tok_ok").expect(202).field("id");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Operator.types("dead-letters", "--processor", "order-view")
                                .text())
                        .contains(order));

        assertThat(Operator.types("fault", "--clear").code()).isZero();
        await().atMost(PATIENCE).untilAsserted(() -> {
            Operator.types("dead-letters", "redrive", "order-view", "--all");
            assertThat(Operator.types("dead-letters", "--processor", "order-view")
                            .text())
                    .contains("There are none.");
        });
        mary.sees(order, "CONFIRMED");
    }

    @Test
    void anOrderWhoseStockDoesNotAnswerIsSeenAndPushed() {
        var mary = TestShop.somebody();
        var product = mary.offers("Lamp", "20", 3);
        mary.seesAvailable(product, 3);
        assertThat(Operator.types("fault", "stock=unavailable").code()).isZero();

        var order = mary.orders(product, 1, "tok_ok").expect(202).field("id");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                Operator.types("sagas", "--state", "retrying").text())
                        .contains(order));
        assertThat(Operator.types("fault", "--clear").code()).isZero();
        var retried = Operator.types("sagas", "retry", order);

        assertThat(retried.code()).as(retried.text()).isZero();
        mary.sees(order, "CONFIRMED");
        assertThat(Operator.types("sagas", "resolve", order, "--note", "by phone")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void publishedEventsAreSentAgainAndChangeNothing() {
        var mary = TestShop.somebody();
        var product = mary.offers("Bench", "20", 2);
        var order = mary.orders(product, 1, "tok_ok").expect(202).field("id");
        mary.sees(order, "CONFIRMED");
        var before = Stores.types("order_db", order).size();

        var said = Operator.types("republish", "product");

        assertThat(said.code()).as(said.text()).isZero();
        assertThat(said.text()).contains("again", "0 to go");
        assertThat(Stores.types("order_db", order)).hasSize(before);
        mary.seesAvailable(product, 1);
    }

    private static List<JsonNode> groups() {
        return Operator.types("projections", "--json")
                .json()
                .path("items")
                .valueStream()
                .toList();
    }
}
