package shop.orderly.categories.web;

import jakarta.validation.Valid;
import java.net.URI;
import java.util.Objects;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.categories.api.CategoryView;
import shop.orderly.categories.api.CreateCategory;
import shop.orderly.categories.api.DeleteCategory;
import shop.orderly.categories.api.FindCategoryById;
import shop.orderly.categories.api.ReviseCategory;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.users.UserId;
import shop.orderly.platform.web.Caller;

/** Changes categories. A merchant changes only those it created; ops and admin change any. */
@RestController
@RequestMapping("/api/v1/categories")
class CategoryEndpoint {

    private final CommandGateway commands;
    private final QueryGateway queries;

    CategoryEndpoint(CommandGateway commands, QueryGateway queries) {
        this.commands = commands;
        this.queries = queries;
    }

    @PostMapping
    ResponseEntity<CategoryResponse> create(@RequestBody @Valid CategoryRequest request, Caller caller) {
        CategoryId id = commands.sendAndWait(
                new CreateCategory(nameOf(request), descriptionOf(request), new UserId(caller.id())));
        return ResponseEntity.created(URI.create("/api/v1/categories/" + id)).body(written(id));
    }

    @PutMapping("/{categoryId}")
    CategoryResponse revise(@PathVariable long categoryId, @RequestBody @Valid CategoryRequest request, Caller caller) {
        var id = CategoryPaths.category(categoryId);
        commands.sendAndWait(new ReviseCategory(
                id, nameOf(request), descriptionOf(request), new UserId(caller.id()), mayChangeAny(caller)));
        return written(id);
    }

    @DeleteMapping("/{categoryId}")
    ResponseEntity<Void> delete(@PathVariable long categoryId, Caller caller) {
        commands.sendAndWait(
                new DeleteCategory(CategoryPaths.category(categoryId), new UserId(caller.id()), mayChangeAny(caller)));
        return ResponseEntity.noContent().build();
    }

    private CategoryResponse written(CategoryId id) {
        return queries.query(new FindCategoryById(id), ResponseTypes.optionalInstanceOf(CategoryView.class))
                .join()
                .map(CategoryResponse::of)
                .orElseThrow(CategoryPaths::unknown);
    }

    private static String nameOf(CategoryRequest valid) {
        return Objects.requireNonNull(valid.name());
    }

    private static String descriptionOf(CategoryRequest valid) {
        return Objects.requireNonNull(valid.description());
    }

    private static boolean mayChangeAny(Caller caller) {
        return caller.hasAny("ops", "admin");
    }
}
