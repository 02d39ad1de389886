package shop.orderly.catalogue.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import shop.orderly.catalogue.CatalogueAccess;
import shop.orderly.catalogue.api.CreateProduct;
import shop.orderly.catalogue.api.DiscontinueProduct;
import shop.orderly.catalogue.api.Price;
import shop.orderly.catalogue.api.ProductDescription;
import shop.orderly.catalogue.api.ReviseProduct;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.users.UserId;
import shop.orderly.platformtest.TestJwt;

@WebMvcTest(properties = {"spring.config.name=platform", TestJwt.PROPERTY})
@ContextConfiguration(classes = {CatalogueAccess.class, ProductEndpoint.class})
@MockitoBean(types = CommandGateway.class)
class ProductEndpointTest {

    private static final String SEEDS_PRODUCT =
            "{\"name\":\"AirFryer\",\"price\":1000,\"description\":\"Digital air fryer\",\"discount\":10,"
                    + "\"store\":\"ABC TECH\",\"category_id\":1}";

    private final MockMvc http;
    private final CommandGateway commands;

    ProductEndpointTest(@Autowired MockMvc http, @Autowired CommandGateway commands) {
        this.http = http;
        this.commands = commands;
    }

    @Test
    void createsTheSeedsProductVerbatim() throws Exception {
        when(commands.sendAndWait(any(CreateProduct.class))).thenReturn(0L);
        send(post("/api/v1/products"), SEEDS_PRODUCT, "merchant")
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.name").value("AirFryer"))
                .andExpect(jsonPath("$.price").value(1000))
                .andExpect(jsonPath("$.discount").value(10))
                .andExpect(jsonPath("$.final_price").value(900))
                .andExpect(jsonPath("$.currency").value("USD"))
                .andExpect(jsonPath("$.store").value("ABC TECH"))
                .andExpect(jsonPath("$.image_urls").isEmpty())
                .andExpect(jsonPath("$.category_id").value(1))
                .andExpect(jsonPath("$.version").value(0))
                .andExpect(jsonPath("$.status").value("ACTIVE"))
                .andExpect(header().string("ETag", "\"0\""));
        var command = sent(CreateProduct.class);
        assertThat(command)
                .isEqualTo(new CreateProduct(
                        command.productId(),
                        new UserId("u-1"),
                        new ProductDescription(
                                "AirFryer", "Digital air fryer", "ABC TECH", List.of(), new CategoryId(1)),
                        Price.of(new BigDecimal("1000"), "USD", 10),
                        0));
    }

    @Test
    void pointsToWhatItCreated() throws Exception {
        when(commands.sendAndWait(any(CreateProduct.class))).thenReturn(0L);
        var location = send(post("/api/v1/products"), SEEDS_PRODUCT, "merchant")
                .andReturn()
                .getResponse()
                .getHeader("Location");
        assertThat(location)
                .isEqualTo("/api/v1/products/" + sent(CreateProduct.class).productId());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"price":1,"store":"s"}                                             | name
            {"name":" ","price":1,"store":"s"}                                  | name
            {"name":"n","store":"s"}                                            | price
            {"name":"n","price":-1,"store":"s"}                                 | price
            {"name":"n","price":10.001,"store":"s"}                             | price
            {"name":"n","price":1000000001,"store":"s"}                         | price
            {"name":"n","price":"1","store":"s"}                                | price
            {"name":"n","price":1}                                              | store
            {"name":"n","price":1,"store":"s","discount":101}                   | discount
            {"name":"n","price":1,"store":"s","discount":10.5}                  | discount
            {"name":"n","price":1,"store":"s","currency":"usd"}                 | currency
            {"name":"n","price":1,"store":"s","currency":"XXX"}                 | currency
            {"name":"n","price":1,"store":"s","category_id":0}                  | category_id
            {"name":"n","price":1,"store":"s","initial_stock":-1}               | initial_stock
            {"name":"n","price":1,"store":"s","initial_stock":1000001}          | initial_stock
            {"name":"n","price":1,"store":"s","image_urls":["ftp://a.test/b"]}  | image_urls[0]
            {"name":"n","price":1,"store":"s","merchant_id":"m-1"}              | merchant_id
            """)
    void saysWhichFieldIsWrong(String body, String field) throws Exception {
        send(post("/api/v1/products"), body, "merchant")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:validation_failed"))
                .andExpect(jsonPath("$.errors[0].field").value(field));
        verifyNoInteractions(commands);
    }

    @Test
    void revisesAProduct() throws Exception {
        when(commands.sendAndWait(any(ReviseProduct.class))).thenReturn(3L);
        send(put("/api/v1/products/p-1").header("If-Match", "\"2\""), SEEDS_PRODUCT, "merchant")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.id").value("p-1"))
                .andExpect(jsonPath("$.version").value(3));
        var command = sent(ReviseProduct.class);
        assertThat(command.productId()).isEqualTo(new ProductId("p-1"));
        assertThat(command.expectedVersion()).isEqualTo(2);
        assertThat(command.actor()).isEqualTo(Actor.of("merchant", "u-1"));
    }

    @Test
    void takesTheExpectedVersionFromTheBodyToo() throws Exception {
        when(commands.sendAndWait(any(ReviseProduct.class))).thenReturn(3L);
        send(put("/api/v1/products/p-1"), "{\"name\":\"n\",\"price\":1,\"store\":\"s\",\"version\":2}", "merchant")
                .andExpect(status().isOk());
        assertThat(sent(ReviseProduct.class).expectedVersion()).isEqualTo(2);
    }

    @Test
    void tellsOfAVersionConflict() throws Exception {
        when(commands.sendAndWait(any(ReviseProduct.class)))
                .thenThrow(Refusal.conflict("version_conflict", "Read it again.")
                        .with("version", 4L)
                        .exception());
        send(put("/api/v1/products/p-1"), SEEDS_PRODUCT, "merchant")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:version_conflict"))
                .andExpect(jsonPath("$.version").value(4));
    }

    @Test
    void refusesAnIfMatchThatIsNoVersion() throws Exception {
        send(put("/api/v1/products/p-1").header("If-Match", "\"abc\""), SEEDS_PRODUCT, "merchant")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:invalid_if_match"));
    }

    @Test
    void discontinuesAProduct() throws Exception {
        when(commands.sendAndWait(any(DiscontinueProduct.class))).thenReturn(1L);
        http.perform(delete("/api/v1/products/p-1").header("Authorization", TestJwt.bearer("u-1", "ops")))
                .andExpect(status().isNoContent());
        assertThat(sent(DiscontinueProduct.class))
                .isEqualTo(new DiscontinueProduct(new ProductId("p-1"), null, Actor.of("ops", "u-1")));
    }

    @Test
    void refusesCustomers() throws Exception {
        send(post("/api/v1/products"), SEEDS_PRODUCT, "customer").andExpect(status().isForbidden());
        send(put("/api/v1/products/p-1"), SEEDS_PRODUCT, "customer").andExpect(status().isForbidden());
        http.perform(delete("/api/v1/products/p-1").header("Authorization", TestJwt.bearer("u-1", "customer")))
                .andExpect(status().isForbidden());
        verifyNoInteractions(commands);
    }

    @Test
    void refusesStrangers() throws Exception {
        http.perform(post("/api/v1/products")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(SEEDS_PRODUCT))
                .andExpect(status().isUnauthorized());
    }

    private ResultActions send(MockHttpServletRequestBuilder request, String body, String role) throws Exception {
        return http.perform(request.header("Authorization", TestJwt.bearer("u-1", role))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    private <T> T sent(Class<T> type) {
        var command = ArgumentCaptor.forClass(type);
        Mockito.verify(commands).sendAndWait(command.capture());
        return command.getValue();
    }
}
