package shop.orderly.users.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.platform.web.Caller;
import shop.orderly.platform.web.Cursor;
import shop.orderly.platform.web.ItemsPage;
import shop.orderly.users.domain.Accounts;
import shop.orderly.users.domain.User;
import shop.orderly.users.domain.Users;

/** Reading users: each their own, administrators all; somebody else's id does not exist. Never stale. */
@RestController
@RequestMapping("/api/v1/users")
class UserQueryEndpoint {

    private final Users users;

    UserQueryEndpoint(Users users) {
        this.users = users;
    }

    @GetMapping("/me")
    UserResponse me(Caller caller) {
        return UserResponse.of(Accounts.found(users.findById(caller.id())));
    }

    @GetMapping("/{id}")
    UserResponse byId(@PathVariable String id, Caller caller) {
        return UserResponse.of(Accounts.found(users.findById(Visible.to(caller, id))));
    }

    @GetMapping
    ItemsPage<UserResponse> list(
            @RequestParam @Nullable String cursor, @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        var from = Cursor.decode(cursor, 1);
        var rows = users.findByIdGreaterThanOrderById(from == null ? "" : from.text(0), Limit.of(limit + 1));
        var page = ItemsPage.<User>of(rows, limit, user -> Cursor.encode(user.id()));
        return new ItemsPage<>(page.items().stream().map(UserResponse::of).toList(), page.nextCursor());
    }
}
