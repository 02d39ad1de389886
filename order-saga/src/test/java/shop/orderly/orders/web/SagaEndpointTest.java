package shop.orderly.orders.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static shop.orderly.orders.OrderMother.OPERATOR;
import static shop.orderly.orders.OrderMother.ORDER;
import static shop.orderly.orders.web.WebFixture.AT;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.orders.api.CompensateOrder;
import shop.orderly.orders.api.FindSagaByOrder;
import shop.orderly.orders.api.FulfilmentStep;
import shop.orderly.orders.api.ListSagas;
import shop.orderly.orders.api.ResolveFulfilment;
import shop.orderly.orders.api.RetryFulfilment;
import shop.orderly.orders.api.SagaState;
import shop.orderly.orders.api.SagaView;
import shop.orderly.platform.processing.ViewLag;
import shop.orderly.platform.web.Cursor;
import shop.orderly.platformtest.TestJwt;

@WebMvcTest(
        controllers = {SagaEndpoint.class, SagaQueryEndpoint.class},
        properties = {"spring.config.name=platform,order-saga", TestJwt.PROPERTY})
@Import({WebFixture.class, SagaReads.class})
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class SagaEndpointTest {

    private static final String SAGAS = "/ops/v1/sagas";
    private static final String SAGA = SAGAS + "/" + ORDER;

    private final MockMvc http;

    @MockitoBean
    private CommandGateway commands;

    @MockitoBean
    private QueryGateway queries;

    @MockitoBean
    private ViewLag views;

    SagaEndpointTest(MockMvc http) {
        this.http = http;
    }

    @BeforeEach
    void showAStuckOne() {
        when(views.of("saga-view")).thenReturn(2);
        shows(saga(ORDER, SagaState.STUCK, 4));
        when(commands.sendAndWait(any())).thenReturn(4L);
    }

    private static SagaView saga(OrderId order, SagaState state, long version) {
        return new SagaView(
                order,
                state,
                FulfilmentStep.COMMIT,
                1,
                10,
                "Inventory does not answer",
                AT,
                AT.minusSeconds(90),
                OrderStatus.AWAITING_PAYMENT,
                version,
                AT);
    }

    private void shows(@Nullable SagaView saga) {
        when(queries.query(any(FindSagaByOrder.class), WebFixture.<Optional<SagaView>>anyResponse()))
                .thenReturn(CompletableFuture.completedFuture(Optional.ofNullable(saga)));
    }

    private ResultActions reading(String path) throws Exception {
        return http.perform(get(path).header("Authorization", TestJwt.bearer("operator-1", "ops")));
    }

    private ResultActions acting(String act, String body) throws Exception {
        return http.perform(post(SAGA + act)
                .header("Authorization", TestJwt.bearer("operator-1", "ops"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    @Test
    void showsOneFulfilment() throws Exception {
        reading(SAGA)
                .andExpect(status().isOk())
                .andExpect(header().string(ViewLag.HEADER, "2"))
                .andExpect(jsonPath("$.order_id").value("order-1"))
                .andExpect(jsonPath("$.state").value("stuck"))
                .andExpect(jsonPath("$.step").value("commit"))
                .andExpect(jsonPath("$.attempt").value(1))
                .andExpect(jsonPath("$.failures").value(10))
                .andExpect(jsonPath("$.last_error").value("Inventory does not answer"))
                .andExpect(jsonPath("$.next_attempt_at").value("2026-11-21T10:00:00Z"))
                .andExpect(jsonPath("$.started_at").value("2026-11-21T09:58:30Z"))
                .andExpect(jsonPath("$.age_seconds").isNumber())
                .andExpect(jsonPath("$.order_status").value("AWAITING_PAYMENT"))
                .andExpect(jsonPath("$.updated_at").exists())
                .andExpect(jsonPath("$.version").doesNotExist());
        shows(null);
        reading(SAGA)
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:order_not_found"));
    }

    @Test
    void listsFulfilmentsPageByPage() throws Exception {
        var rows = IntStream.range(0, 3)
                .mapToObj(i -> saga(new OrderId("order-" + i), SagaState.STUCK, i))
                .toList();
        when(queries.query(any(ListSagas.class), WebFixture.<List<SagaView>>anyResponse()))
                .thenReturn(CompletableFuture.completedFuture(rows));

        reading(SAGAS + "?state=stuck&limit=2&cursor=" + Cursor.encode(new OrderId("order-")))
                .andExpect(status().isOk())
                .andExpect(header().string(ViewLag.HEADER, "2"))
                .andExpect(jsonPath("$.items.length()").value(2))
                .andExpect(jsonPath("$.items[1].order_id").value("order-1"))
                .andExpect(jsonPath("$.next_cursor").value(Cursor.encode(new OrderId("order-1"))));
        verify(queries)
                .query(
                        eq(new ListSagas(SagaState.STUCK, new OrderId("order-"), 3)),
                        WebFixture.<List<SagaView>>anyResponse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?state=settled", "?state=STUCK", "?limit=0", "?limit=101", "?cursor=%21"})
    void refusesSenselessLists(String query) throws Exception {
        reading(SAGAS + query).andExpect(status().isBadRequest());
    }

    @Test
    void retriesInTheOperatorsName() throws Exception {
        acting("/retry", "")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.state").value("stuck"));
        var sent = ArgumentCaptor.forClass(RetryFulfilment.class);
        verify(commands).sendAndWait(sent.capture());
        assertThat(sent.getValue().actor()).isEqualTo(OPERATOR);
    }

    @Test
    void compensatesInTheOperatorsName() throws Exception {
        acting("/compensate", "").andExpect(status().isOk());
        verify(commands).sendAndWait(new CompensateOrder(ORDER, OPERATOR));
    }

    @Test
    void resolvesWithATrimmedNote() throws Exception {
        acting("/resolve", "{\"note\":\"  Sent by courier \"}").andExpect(status().isOk());
        verify(commands).sendAndWait(new ResolveFulfilment(ORDER, "Sent by courier", false, OPERATOR));
        acting("/resolve", "{\"note\":\"Sent by courier\",\"accept_owed\":true}")
                .andExpect(status().isOk());
        verify(commands).sendAndWait(new ResolveFulfilment(ORDER, "Sent by courier", true, OPERATOR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"note\":null}", "{\"note\":\" \"}", "{\"note\":\"a\\u0007b\"}"})
    void wantsANote(String body) throws Exception {
        acting("/resolve", body)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:validation_failed"))
                .andExpect(jsonPath("$.errors[*].field").value(hasItem("note")));
        verify(commands, never()).sendAndWait(any());
    }

    @Test
    void measuresTheNote() throws Exception {
        acting("/resolve", "{\"note\":\"" + "x".repeat(501) + "\"}").andExpect(status().isBadRequest());
        acting("/resolve", "{\"note\":\" " + "x".repeat(500) + " \"}").andExpect(status().isOk());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUNNING", "SETTLED"})
    void resolvesOnlyWhatNeedsIt(SagaState state) throws Exception {
        shows(saga(ORDER, state, 4));
        acting("/resolve", "{\"note\":\"Done\"}")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:order_not_resolvable"))
                .andExpect(jsonPath("$.state").value(state.toString()));
        verify(commands, never()).sendAndWait(any());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/retry", "/compensate"})
    void saysWhyItIsRefused(String act) throws Exception {
        when(commands.sendAndWait(any()))
                .thenThrow(Refusal.conflict("order_at_rest", "No.")
                        .with("state", "CONFIRMED")
                        .exception());
        acting(act, "")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:order_at_rest"))
                .andExpect(jsonPath("$.state").value("CONFIRMED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/retry", "/compensate"})
    void knowsNoOtherOrders(String act) throws Exception {
        when(commands.sendAndWait(any())).thenThrow(new AggregateNotFoundException("order-1", "No."));
        acting(act, "").andExpect(status().isNotFound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "merchant"})
    void isForOperatorsOnly(String role) throws Exception {
        var bearer = TestJwt.bearer("user-1", role);
        http.perform(get(SAGAS).header("Authorization", bearer)).andExpect(status().isForbidden());
        for (var act : List.of("/retry", "/compensate", "/resolve")) {
            http.perform(post(SAGA + act).header("Authorization", bearer)).andExpect(status().isForbidden());
        }
        http.perform(get(SAGAS)).andExpect(status().isUnauthorized());
    }
}
