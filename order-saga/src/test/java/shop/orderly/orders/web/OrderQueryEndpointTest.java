package shop.orderly.orders.web;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static shop.orderly.orders.OrderMother.CUSTOMER;
import static shop.orderly.orders.OrderMother.ORDER;
import static shop.orderly.orders.web.WebFixture.AT;
import static shop.orderly.orders.web.WebFixture.view;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.users.UserId;
import shop.orderly.orders.api.ListOrders;
import shop.orderly.orders.api.ListTimeline;
import shop.orderly.orders.api.OrderView;
import shop.orderly.orders.api.TimelineEntryView;
import shop.orderly.platform.processing.ViewLag;
import shop.orderly.platform.web.Cursor;
import shop.orderly.platformtest.TestJwt;

@WebMvcTest(
        controllers = {OrderQueryEndpoint.class, OrderStreamEndpoint.class},
        properties = {"spring.config.name=platform,order-saga", TestJwt.PROPERTY})
@Import(WebFixture.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class OrderQueryEndpointTest {

    private final MockMvc http;

    @MockitoBean
    private QueryGateway queries;

    @MockitoBean
    private ViewLag views;

    OrderQueryEndpointTest(MockMvc http) {
        this.http = http;
    }

    @BeforeEach
    void fill() {
        when(views.of("order-view")).thenReturn(3);
        WebFixture.answerOrder(queries, view(OrderStatus.CANCELLED, "by_customer", 4));
        when(queries.query(any(ListTimeline.class), WebFixture.<List<TimelineEntryView>>anyResponse()))
                .thenAnswer(call -> CompletableFuture.completedFuture(
                        timeline(call.<ListTimeline>getArgument(0).after())));
    }

    private static List<TimelineEntryView> timeline(long after) {
        return List.of(
                        new TimelineEntryView(1, AT, "order.placed", "customer:user-1", "20 USD"),
                        new TimelineEntryView(2, AT, "order.cancelled", "customer:user-1", "by_customer"))
                .stream()
                .filter(it -> it.sequence() > after)
                .toList();
    }

    private ResultActions reading(String path, String user, String role) throws Exception {
        return http.perform(get("/api/v1/orders" + path).header("Authorization", TestJwt.bearer(user, role)));
    }

    private void listed(ListOrders query, OrderView... orders) {
        when(queries.query(eq(query), WebFixture.<List<OrderView>>anyResponse()))
                .thenReturn(CompletableFuture.completedFuture(List.of(orders)));
    }

    private static ListOrders all(@Nullable UserId owner, int limit) {
        return new ListOrders(owner, null, null, limit);
    }

    @Test
    void showsAnOrderWithTheNamesOfThePublishedLanguage() throws Exception {
        reading("/order-1", "user-1", "customer")
                .andExpect(status().isOk())
                .andExpect(header().string("Orderly-Lag-Events", "3"))
                .andExpect(jsonPath("$.id").value("order-1"))
                .andExpect(jsonPath("$.customer_id").value("user-1"))
                .andExpect(jsonPath("$.status").value("CANCELLED"))
                .andExpect(jsonPath("$.reason").value("by_customer"))
                .andExpect(jsonPath("$.items[0].unit_price").value(10))
                .andExpect(jsonPath("$.version").value(4))
                .andExpect(jsonPath("$.placed_at").value("2026-11-21T10:00:00Z"))
                .andExpect(jsonPath("$.updated_at").value("2026-11-21T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/order-1", "/order-1/timeline", "/order-1/stream"})
    void hidesOrdersFromOthersButNotFromOperators(String path) throws Exception {
        reading(path, "user-2", "merchant")
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:order_not_found"));
        reading(path, "operator", "ops").andExpect(status().isOk());
        reading(path, "boss", "admin").andExpect(status().isOk());
        http.perform(get("/api/v1/orders" + path)).andExpect(status().isUnauthorized());
    }

    @Test
    void answersNothingOlderThanAskedFor() throws Exception {
        reading("/order-1?min_version=4", "user-1", "customer").andExpect(status().isOk());
        reading("/order-1?min_version=5", "user-1", "customer")
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().exists("Retry-After"))
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:not_yet_visible"));
    }

    @Test
    void listsOnesOwnOrdersPageByPage() throws Exception {
        listed(all(CUSTOMER, 2), view(OrderStatus.PLACED, null, 0), view(OrderStatus.PLACED, null, 0));
        reading("?limit=1", "user-1", "customer")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items.length()").value(1))
                .andExpect(jsonPath("$.next_cursor").value(Cursor.encode(ORDER)));

        listed(new ListOrders(CUSTOMER, OrderStatus.PLACED, ORDER, 21));
        reading("?status=PLACED&cursor=" + Cursor.encode(ORDER), "user-1", "customer")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items.length()").value(0))
                .andExpect(jsonPath("$.next_cursor").isEmpty());
    }

    @Test
    void listsEverybodysOrdersToOperators() throws Exception {
        listed(all(null, 21), view(OrderStatus.PLACED, null, 0));
        reading("", "operator", "ops").andExpect(jsonPath("$.items.length()").value(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=101", "?limit=x", "?status=LOST", "?cursor=!", "?cursor=IA", "/%20"})
    void refusesSenselessQuestions(String path) throws Exception {
        http.perform(get(URI.create("/api/v1/orders" + path))
                        .header("Authorization", TestJwt.bearer("user-1", "customer")))
                .andExpect(status().isBadRequest());
    }

    @Test
    void showsTheTimeline() throws Exception {
        reading("/order-1/timeline", "user-1", "customer")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[0].at").value("2026-11-21T10:00:00Z"))
                .andExpect(jsonPath("$.items[0].type").value("order.placed"))
                .andExpect(jsonPath("$.items[0].actor").value("customer:user-1"))
                .andExpect(jsonPath("$.items[0].detail").value("20 USD"))
                .andExpect(jsonPath("$.items[1].type").value("order.cancelled"));
    }

    @Test
    void streamsFromTheLastEventSeenUntilTheOrderRests() throws Exception {
        http.perform(get("/api/v1/orders/order-1/stream")
                        .header("Authorization", TestJwt.bearer("user-1", "customer"))
                        .header("Last-Event-ID", "1"))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Type", "text/event-stream;charset=UTF-8"))
                .andExpect(content()
                        .string("id: 2\nevent: order.cancelled\ndata: {\"at\":\"2026-11-21T10:00:00Z\","
                                + "\"type\":\"order.cancelled\",\"actor\":\"customer:user-1\","
                                + "\"detail\":\"by_customer\"}\n\n"));
    }
}
