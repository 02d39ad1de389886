package shop.orderly.categories.web;

import static org.hamcrest.Matchers.containsString;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.http.HttpHeaders.AUTHORIZATION;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.queryhandling.QueryGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import shop.orderly.categories.CategoriesAccess;
import shop.orderly.categories.api.CategoryView;
import shop.orderly.categories.api.CreateCategory;
import shop.orderly.categories.api.DeleteCategory;
import shop.orderly.categories.api.FindCategoryById;
import shop.orderly.categories.api.ReviseCategory;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.users.UserId;
import shop.orderly.platformtest.TestJwt;

@WebMvcTest(
        controllers = CategoryEndpoint.class,
        properties = {"spring.config.name=platform,category-query", TestJwt.PROPERTY})
@Import(CategoriesAccess.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class CategoryEndpointTest {

    private static final CategoryId ID = new CategoryId(7);
    private static final UserId USER = new UserId("u1");
    private static final String ELECTRONICS = "{\"name\":\"Electronics\",\"description\":\"Devices\"}";

    private final MockMvc http;

    @MockitoBean
    private CommandGateway commands;

    @MockitoBean
    private QueryGateway queries;

    CategoryEndpointTest(MockMvc http) {
        this.http = http;
    }

    @Test
    void createsACategoryForAMerchant() throws Exception {
        when(commands.sendAndWait(new CreateCategory("Electronics", "Devices", USER)))
                .thenReturn(ID);
        stored();

        http.perform(as("merchant", post("/api/v1/categories")).content(ELECTRONICS))
                .andExpect(status().isCreated())
                .andExpect(header().string("Location", "/api/v1/categories/7"))
                .andExpect(jsonPath("$.id").value(7))
                .andExpect(jsonPath("$.name").value("Electronics"))
                .andExpect(jsonPath("$.description").value("Devices"))
                .andExpect(jsonPath("$.product_count").value(2))
                .andExpect(jsonPath("$.version").value(3));
    }

    @Test
    void revisesACategory() throws Exception {
        stored();

        http.perform(as("ops", put("/api/v1/categories/7")).content("{\"name\":\" Gadgets \"}"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.version").value(3));
        verify(commands).sendAndWait(new ReviseCategory(ID, "Gadgets", "", USER, true));
    }

    @Test
    void deletesACategory() throws Exception {
        http.perform(as("merchant", delete("/api/v1/categories/7"))).andExpect(status().isNoContent());
        verify(commands).sendAndWait(new DeleteCategory(ID, USER, false));
    }

    @Test
    void answers409WithTheCodeOfTheRefusal() throws Exception {
        when(commands.sendAndWait(any()))
                .thenThrow(Refusal.conflict("category_not_empty", "Move them first.")
                        .with("product_count", 3)
                        .exception());

        http.perform(as("admin", delete("/api/v1/categories/7")))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:category_not_empty"))
                .andExpect(jsonPath("$.product_count").value(3));
    }

    @Test
    void refusesCustomersAndStrangers() throws Exception {
        http.perform(as("customer", post("/api/v1/categories")).content(ELECTRONICS))
                .andExpect(status().isForbidden());
        http.perform(as("customer", put("/api/v1/categories/7")).content(ELECTRONICS))
                .andExpect(status().isForbidden());
        http.perform(as("customer", delete("/api/v1/categories/7"))).andExpect(status().isForbidden());
        http.perform(post("/api/v1/categories")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(ELECTRONICS))
                .andExpect(status().isUnauthorized());
        verifyNoInteractions(commands);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|name",
                "{\"name\":\"   \"}|name",
                "{\"name\":\"\u2003\"}|name",
                "{\"name\":\"a\\u0000b\"}|name",
                "{\"name\":\"a\",\"description\":\"\\u0000\"}|description",
                "{\"name\":\"a\",\"colour\":\"red\"}|colour",
                "{\"name\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}"
                        + "|name"
            })
    void refusesWrongFieldsByName(String body, String field) throws Exception {
        http.perform(as("merchant", post("/api/v1/categories")).content(body))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:validation_failed"))
                .andExpect(jsonPath("$.errors[0].field").value(containsString(field)));
        verifyNoInteractions(commands);
    }

    @Test
    void answers404ForANumberThatNoCategoryCanHave() throws Exception {
        http.perform(as("merchant", delete("/api/v1/categories/0")))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:category_not_found"));
    }

    private void stored() {
        var view = new CategoryView(ID, "Electronics", "Devices", 2, 3, Instant.EPOCH, Instant.EPOCH);
        when(queries.query(any(FindCategoryById.class), anOptionalCategory()))
                .thenReturn(CompletableFuture.completedFuture(Optional.of(view)));
    }

    private static ResponseType<Optional<CategoryView>> anOptionalCategory() {
        return any();
    }

    private static MockHttpServletRequestBuilder as(String role, MockHttpServletRequestBuilder request) {
        return request.header(AUTHORIZATION, TestJwt.bearer("u1", role)).contentType(MediaType.APPLICATION_JSON);
    }
}
