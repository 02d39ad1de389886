package shop.orderly.orders.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static shop.orderly.orders.OrderMother.APPLE;
import static shop.orderly.orders.OrderMother.BUYER;
import static shop.orderly.orders.OrderMother.ORDER;
import static shop.orderly.orders.OrderMother.USD;
import static shop.orderly.orders.web.WebFixture.view;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.queryhandling.QueryGateway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.orders.CancellationReason;
import shop.orderly.contracts.orders.Obstacle;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.orders.RejectionReason;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.orders.api.CancelOrder;
import shop.orderly.orders.api.PlaceOrder;
import shop.orderly.orders.api.PriceView;
import shop.orderly.platformtest.TestJwt;

@WebMvcTest(
        controllers = OrderEndpoint.class,
        properties = {"spring.config.name=platform,order-saga", TestJwt.PROPERTY, "orderly.orders.price-wait=0s"})
@Import(WebFixture.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class OrderEndpointTest {

    private static final String ONE_APPLE = "{\"product_id\":\"apple\",\"quantity\":2}";

    private final MockMvc http;
    private final ArgumentCaptor<PlaceOrder> placed = ArgumentCaptor.forClass(PlaceOrder.class);

    @MockitoBean
    private CommandGateway commands;

    @MockitoBean
    private QueryGateway queries;

    OrderEndpointTest(MockMvc http) {
        this.http = http;
    }

    @BeforeEach
    void sellApples() {
        WebFixture.answerPrices(queries, new PriceView(APPLE, "Apple", new BigDecimal("10"), USD, 4, false));
        when(commands.sendAndWait(any(PlaceOrder.class))).thenReturn(0L);
    }

    private ResultActions placing(String body, String... headers) throws Exception {
        var request = as("user-1", "customer", post("/api/v1/orders"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
        for (var i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.perform(request);
    }

    private static MockHttpServletRequestBuilder as(String user, String role, MockHttpServletRequestBuilder request) {
        return request.header("Authorization", TestJwt.bearer(user, role));
    }

    private static String order(String items, String more) {
        return "{\"items\":[" + items + "],\"payment_method\":\"tok_ok\"" + more + "}";
    }

    private static String order(String items) {
        return order(items, "");
    }

    @Test
    void acceptsAnOrderAtThePricesOfTheMoment() throws Exception {
        placing(order(ONE_APPLE, ",\"customer_id\":\"user-1\""))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.status").value("PLACED"))
                .andExpect(jsonPath("$.customer_id").value("user-1"))
                .andExpect(jsonPath("$.items[0].product_id").value("apple"))
                .andExpect(jsonPath("$.items[0].name").value("Apple"))
                .andExpect(jsonPath("$.items[0].unit_price").value(10))
                .andExpect(jsonPath("$.total").value(20))
                .andExpect(jsonPath("$.currency").value("USD"))
                .andExpect(jsonPath("$.payment_method").value("tok_ok"))
                .andExpect(jsonPath("$.version").value(0));

        verify(commands).sendAndWait(placed.capture());
        var command = placed.getValue();
        assertThat(command.items().getFirst().priceVersion()).isEqualTo(4);
        assertThat(command.obstacle()).isNull();
    }

    @Test
    void saysWhereTheOrderIs() throws Exception {
        var answer = placing(order(ONE_APPLE)).andReturn().getResponse();
        verify(commands).sendAndWait(placed.capture());
        assertThat(answer.getHeader("Location"))
                .isEqualTo("/api/v1/orders/" + placed.getValue().orderId());
    }

    @Test
    void acceptsUnknownProductsWithTheirObstacle() throws Exception {
        placing(order("{\"product_id\":\"unheard-of\",\"quantity\":1}")).andExpect(status().isAccepted());
        verify(commands).sendAndWait(placed.capture());
        assertThat(placed.getValue().obstacle())
                .isEqualTo(new Obstacle(RejectionReason.UNKNOWN_PRODUCT, List.of(new ProductId("unheard-of"))));
    }

    @Test
    void waitsForAnOutcomeIfAskedTo() throws Exception {
        WebFixture.answerOrder(queries, view(OrderStatus.CONFIRMED, null, 3));
        placing(order(ONE_APPLE), "Prefer", "wait=5")
                .andExpect(status().isOk())
                .andExpect(header().string("Preference-Applied", "wait"))
                .andExpect(jsonPath("$.status").value("CONFIRMED"));
    }

    @Test
    void answers202IfTheOutcomeTakesLonger() throws Exception {
        WebFixture.answerOrder(queries, view(OrderStatus.AWAITING_PAYMENT, null, 1));
        placing(order(ONE_APPLE), "Prefer", "wait=0")
                .andExpect(status().isAccepted())
                .andExpect(header().doesNotExist("Preference-Applied"));
    }

    @Test
    void refusesOrdersForSomebodyElse() throws Exception {
        placing(order(ONE_APPLE, ",\"customer_id\":\"user-2\""))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:customer_mismatch"));
        verify(commands, never()).sendAndWait(any());
    }

    @Test
    void refusesAPriceThatIsNoLongerRight() throws Exception {
        placing(order("{\"product_id\":\"apple\",\"quantity\":1,\"unit_price\":9}"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:price_changed"))
                .andExpect(jsonPath("$.prices[0].product_id").value("apple"))
                .andExpect(jsonPath("$.prices[0].unit_price").value(10));
        verify(commands, never()).sendAndWait(any());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"items\":[],\"payment_method\":\"tok_ok\"} | items",
                "{\"payment_method\":\"tok_ok\"} | items",
                "{\"items\":[null],\"payment_method\":\"tok_ok\"} | items[0]",
                "{\"items\":[{\"product_id\":\"a\",\"quantity\":0}],\"payment_method\":\"tok_ok\"} | items[0].quantity",
                "{\"items\":[{\"product_id\":\"a\",\"quantity\":-1}],\"payment_method\":\"tok_ok\"} | items[0].quantity",
                "{\"items\":[{\"product_id\":\"a\",\"quantity\":10001}],\"payment_method\":\"tok_ok\"} | items[0].quantity",
                "{\"items\":[{\"product_id\":\"a\",\"quantity\":1.5}],\"payment_method\":\"tok_ok\"} | items[0].quantity",
                "{\"items\":[{\"product_id\":\"a\"}],\"payment_method\":\"tok_ok\"} | items[0].quantity",
                "{\"items\":[{\"product_id\":\" \",\"quantity\":1}],\"payment_method\":\"tok_ok\"} | items[0].product_id",
                "{\"items\":[{\"quantity\":1}],\"payment_method\":\"tok_ok\"} | items[0].product_id",
                "{\"items\":[{\"product_id\":\"a\",\"quantity\":1,\"unit_price\":-1}],\"payment_method\":\"tok_ok\"} | items[0].unit_price",
                "{\"items\":[{\"product_id\":\"a\",\"quantity\":1,\"price\":1}],\"payment_method\":\"tok_ok\"} | items[0].price",
                "{\"items\":[{\"product_id\":\"a\",\"quantity\":1}],\"payment_method\":\"4111111111111111\"} | payment_method",
                "{\"items\":[{\"product_id\":\"a\",\"quantity\":1}]} | payment_method",
                "{\"items\":[{\"product_id\":\"a\",\"quantity\":1}],\"payment_method\":\"tok_ok\",\"total\":1} | total"
            })
    void refusesWhatIsNotAnOrder(String body, String field) throws Exception {
        placing(body)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:validation_failed"))
                .andExpect(jsonPath("$.errors[*].field", hasItem(field)));
        verify(commands, never()).sendAndWait(any());
    }

    @Test
    void refusesMoreThanAHundredLinesAndATotalThatDoesNotFit() throws Exception {
        placing(order(String.join(",", Collections.nCopies(101, ONE_APPLE))))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value("items"));
        WebFixture.answerPrices(
                queries, new PriceView(APPLE, "Apple", new BigDecimal("90000000000000000"), USD, 4, false));
        placing(order(ONE_APPLE))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value("items"));
        verify(commands, never()).sendAndWait(any());
    }

    @Test
    void asksBusyClientsToComeAgain() throws Exception {
        when(commands.sendAndWait(any(PlaceOrder.class))).thenThrow(new ConcurrencyException("busy"));
        placing(order(ONE_APPLE)).andExpect(status().isServiceUnavailable()).andExpect(header().exists("Retry-After"));
    }

    @Test
    void needsAToken() throws Exception {
        http.perform(post("/api/v1/orders")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(order(ONE_APPLE)))
                .andExpect(status().isUnauthorized());
    }

    @Test
    void cancelsInTheNameOfTheCustomer() throws Exception {
        when(commands.sendAndWait(new CancelOrder(ORDER, CancellationReason.BY_CUSTOMER, BUYER)))
                .thenReturn(2L);
        WebFixture.answerOrder(queries, view(OrderStatus.CANCELLED, "by_customer", 2));
        http.perform(as("user-1", "customer", post("/api/v1/orders/order-1/cancellation")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.reason").value("by_customer"));
    }

    @Test
    void cancelsInTheNameOfAnOperator() throws Exception {
        var command = new CancelOrder(ORDER, CancellationReason.BY_OPERATOR, Actor.of("ops", "operator"));
        when(commands.sendAndWait(command)).thenReturn(2L);
        WebFixture.answerOrder(queries, view(OrderStatus.CANCELLED, "by_operator", 2));
        http.perform(as("operator", "ops", post("/api/v1/orders/order-1/cancellation")))
                .andExpect(status().isOk());
        verify(commands).sendAndWait(command);
    }

    @Test
    void tellsTheStateOfAnOrderThatCannotBeCancelled() throws Exception {
        when(commands.sendAndWait(any(CancelOrder.class)))
                .thenThrow(Refusal.conflict("order_not_cancellable", "Too late.")
                        .with("state", "REJECTED")
                        .exception());
        http.perform(as("user-1", "customer", post("/api/v1/orders/order-1/cancellation")))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.state").value("REJECTED"));
    }

    @Test
    void findsNoOrderToCancel() throws Exception {
        when(commands.sendAndWait(any(CancelOrder.class))).thenThrow(new AggregateNotFoundException("order-1", "none"));
        http.perform(as("user-1", "customer", post("/api/v1/orders/order-1/cancellation")))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:order_not_found"));
    }
}
