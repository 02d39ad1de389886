package shop.orderly.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.queryhandling.QueryGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.mockito.ArgumentMatchers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.users.UserId;
import shop.orderly.inventory.InventoryAccess;
import shop.orderly.inventory.api.AdjustStock;
import shop.orderly.inventory.api.FindStockByProduct;
import shop.orderly.inventory.api.ReceiveStock;
import shop.orderly.inventory.api.StockView;
import shop.orderly.platformtest.TestJwt;

@WebMvcTest(properties = {"spring.config.name=platform", TestJwt.PROPERTY})
@ContextConfiguration(classes = {InventoryAccess.class, StockEndpoint.class, StockQueryEndpoint.class})
@MockitoBean(types = {CommandGateway.class, QueryGateway.class})
class StockEndpointTest {

    private static final ProductId PRODUCT = new ProductId("p-1");
    private static final StockItemId ITEM = StockItemId.of(PRODUCT);
    private static final StockView STOCK = new StockView(PRODUCT, new UserId("m-1"), 12, 5, 7);

    private final MockMvc http;
    private final CommandGateway commands;
    private final QueryGateway queries;

    StockEndpointTest(@Autowired MockMvc http, @Autowired CommandGateway commands, @Autowired QueryGateway queries) {
        this.http = http;
        this.commands = commands;
        this.queries = queries;
    }

    @Test
    void takesInAReceipt() throws Exception {
        when(commands.sendAndWait(any(ReceiveStock.class))).thenReturn(STOCK);
        change("receipts", "{\"quantity\":10,\"reference\":\"note 4711\"}", "merchant")
                .andExpect(status().isCreated())
                .andExpect(header().string("Location", "/api/v1/products/p-1/stock"))
                .andExpect(jsonPath("$.product_id").value("p-1"))
                .andExpect(jsonPath("$.on_hand").value(12))
                .andExpect(jsonPath("$.reserved").value(5))
                .andExpect(jsonPath("$.available").value(7))
                .andExpect(jsonPath("$.version").value(7));
        var command = sent(ReceiveStock.class);
        assertThat(command)
                .isEqualTo(new ReceiveStock(
                        ITEM, PRODUCT, command.changeId(), 10, "note 4711", Actor.of("merchant", "m-1")));
    }

    @Test
    void takesInACount() throws Exception {
        when(commands.sendAndWait(any(AdjustStock.class))).thenReturn(STOCK);
        change("adjustments", "{\"on_hand\":12,\"reason\":\"counted\"}", "ops").andExpect(status().isCreated());
        var command = sent(AdjustStock.class);
        assertThat(command)
                .isEqualTo(new AdjustStock(ITEM, PRODUCT, command.changeId(), 12, "counted", Actor.of("ops", "m-1")));
    }

    @Test
    void tellsThatUnitsAreReserved() throws Exception {
        when(commands.sendAndWait(any(AdjustStock.class)))
                .thenThrow(Refusal.conflict("stock_reserved", "More are promised.")
                        .with("reserved", 5)
                        .exception());
        change("adjustments", "{\"on_hand\":1,\"reason\":\"counted\"}", "merchant")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:stock_reserved"))
                .andExpect(jsonPath("$.reserved").value(5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            receipts    | {"reference":"r"}                | quantity
            receipts    | {"quantity":0}                   | quantity
            receipts    | {"quantity":1000001}             | quantity
            receipts    | {"quantity":1,"units":1}         | units
            adjustments | {"reason":"r"}                   | on_hand
            adjustments | {"on_hand":-1,"reason":"r"}      | on_hand
            adjustments | {"on_hand":1}                    | reason
            """)
    void saysWhichFieldIsWrong(String change, String body, String field) throws Exception {
        change(change, body, "merchant")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value(field));
        verifyNoInteractions(commands);
    }

    @Test
    void refusesCustomers() throws Exception {
        change("receipts", "{\"quantity\":1}", "customer").andExpect(status().isForbidden());
        read("m-1", "customer").andExpect(status().isForbidden());
    }

    @Test
    void showsTheStockToItsMerchantAndToOperations() throws Exception {
        found(Optional.of(STOCK));
        read("m-1", "merchant")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.available").value(7));
        read("o-1", "ops").andExpect(status().isOk());
    }

    @Test
    void hidesTheStockFromOtherMerchants() throws Exception {
        found(Optional.of(STOCK));
        read("m-2", "merchant")
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:not_your_product"));
    }

    @Test
    void knowsNoStockOfAnUnknownProduct() throws Exception {
        found(Optional.empty());
        read("m-1", "merchant")
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:product_not_found"));
    }

    @Test
    void asksToComeAgainForAVersionThatIsNotVisibleYet() throws Exception {
        found(Optional.of(STOCK));
        http.perform(get("/api/v1/products/p-1/stock?min_version=8")
                        .header("Authorization", TestJwt.bearer("m-1", "merchant")))
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().exists("Retry-After"));
    }

    private ResultActions change(String kind, String body, String role) throws Exception {
        return http.perform(post("/api/v1/products/p-1/stock/" + kind)
                .header("Authorization", TestJwt.bearer("m-1", role))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    private ResultActions read(String user, String role) throws Exception {
        return http.perform(get("/api/v1/products/p-1/stock").header("Authorization", TestJwt.bearer(user, role)));
    }

    private void found(Optional<StockView> stock) {
        when(queries.query(any(FindStockByProduct.class), ArgumentMatchers.<ResponseType<Optional<StockView>>>any()))
                .thenReturn(CompletableFuture.completedFuture(stock));
    }

    private <T> T sent(Class<T> type) {
        var command = ArgumentCaptor.forClass(type);
        verify(commands).sendAndWait(command.capture());
        return command.getValue();
    }
}
