package shop.orderly.payments.web;

import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.queryhandling.QueryGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentMatchers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.PaymentStatus;
import shop.orderly.contracts.users.UserId;
import shop.orderly.payments.PaymentsAccess;
import shop.orderly.payments.api.FindPaymentById;
import shop.orderly.payments.api.ListPayments;
import shop.orderly.payments.api.PaymentView;
import shop.orderly.platform.web.Cursor;
import shop.orderly.platformtest.TestJwt;

@WebMvcTest(properties = {"spring.config.name=platform", TestJwt.PROPERTY})
@ContextConfiguration(classes = {PaymentsAccess.class, PaymentQueryEndpoint.class})
class PaymentQueryEndpointTest {

    private static final UserId OWNER = new UserId("u-1");

    private final MockMvc http;

    @MockitoBean
    private QueryGateway queries;

    PaymentQueryEndpointTest(@Autowired MockMvc http) {
        this.http = http;
    }

    @Test
    void showsAPaymentOfOnesOwn() throws Exception {
        answer(new FindPaymentById(new PaymentId("p-1"), OWNER), Optional.of(payment("p-1")));

        read("/api/v1/payments/p-1", "customer")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.id").value("p-1"))
                .andExpect(jsonPath("$.order_id").value("o-1"))
                .andExpect(jsonPath("$.status").value("CAPTURED"))
                .andExpect(jsonPath("$.amount").value(19.99))
                .andExpect(jsonPath("$.captured").value(19.99))
                .andExpect(jsonPath("$.refunded").value(0))
                .andExpect(jsonPath("$.currency").value("USD"))
                .andExpect(jsonPath("$.version").value(1));
    }

    @Test
    void hidesWhatIsNotOnesOwn() throws Exception {
        answer(new FindPaymentById(new PaymentId("p-1"), OWNER), Optional.empty());

        read("/api/v1/payments/p-1", "customer", "merchant")
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:payment_not_found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ops", "admin"})
    void showsEverythingToOperators(String role) throws Exception {
        answer(new FindPaymentById(new PaymentId("p-1"), null), Optional.of(payment("p-1")));

        read("/api/v1/payments/p-1", role).andExpect(status().isOk());
    }

    @Test
    void answersLaterWhenTheVersionIsNotVisibleYet() throws Exception {
        answer(new FindPaymentById(new PaymentId("p-1"), OWNER), Optional.of(payment("p-1")));

        read("/api/v1/payments/p-1?min_version=9", "customer")
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().exists("Retry-After"))
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:not_yet_visible"));
    }

    @Test
    void pagesThroughPaymentsOfAnOrder() throws Exception {
        answer(
                new ListPayments(OWNER, new OrderId("o-1"), new PaymentId("p-9"), 3),
                List.of(payment("p-8"), payment("p-7"), payment("p-6")));

        read("/api/v1/payments?order_id=o-1&limit=2&cursor=" + Cursor.encode("p-9"), "customer")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items.length()").value(2))
                .andExpect(jsonPath("$.next_cursor").value(Cursor.encode("p-7")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "cursor=nonsense!", "order_id="})
    void refusesWrongParameters(String query) throws Exception {
        read("/api/v1/payments?" + query, "customer").andExpect(status().isBadRequest());
    }

    @Test
    void refusesABlankId() throws Exception {
        var bearer = TestJwt.bearer(OWNER.value(), "customer");
        http.perform(get("/api/v1/payments/{id}", " ").header("Authorization", bearer))
                .andExpect(status().isBadRequest());
        http.perform(get("/api/v1/payments").param("order_id", " ").header("Authorization", bearer))
                .andExpect(status().isBadRequest());
    }

    @Test
    void asksForAToken() throws Exception {
        http.perform(get("/api/v1/payments")).andExpect(status().isUnauthorized());
    }

    private void answer(Object query, Object answer) {
        when(queries.query(eq(query), ArgumentMatchers.<ResponseType<Object>>any()))
                .thenReturn(CompletableFuture.completedFuture(answer));
    }

    private ResultActions read(String path, String... roles) throws Exception {
        return http.perform(get(path).header("Authorization", TestJwt.bearer(OWNER.value(), roles)));
    }

    private static PaymentView payment(String id) {
        var at = Instant.parse("2026-11-20T10:00:00Z");
        var amount = new BigDecimal("19.99");
        return new PaymentView(
                new PaymentId(id),
                new OrderId("o-1"),
                OWNER,
                PaymentStatus.CAPTURED,
                amount,
                amount,
                BigDecimal.ZERO,
                Currency.getInstance("USD"),
                1,
                at,
                at);
    }
}
