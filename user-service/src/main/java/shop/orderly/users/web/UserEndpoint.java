package shop.orderly.users.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.platform.web.Caller;
import shop.orderly.platform.web.ClientAddress;
import shop.orderly.platform.web.NewIds;
import shop.orderly.users.domain.Accounts;

/** Changing users: each their own, administrators all. */
@RestController
@RequestMapping("/api/v1/users")
class UserEndpoint {

    private final Accounts accounts;

    private final NewIds ids;

    private final ClientAddress addresses;

    UserEndpoint(Accounts accounts, NewIds ids, ClientAddress addresses) {
        this.accounts = accounts;
        this.ids = ids;
        this.addresses = addresses;
    }

    @PostMapping
    ResponseEntity<UserResponse> create(@Valid @RequestBody CreateUserRequest request, Caller caller) {
        var id = ids.next();
        var user = accounts.register(id, request.profile(), request.password(), request.roles(), caller.actor());
        return ResponseEntity.created(URI.create("/api/v1/users/" + id)).body(UserResponse.of(user));
    }

    @PutMapping("/{id}")
    UserResponse revise(@PathVariable String id, @Valid @RequestBody ReviseProfileRequest request, Caller caller) {
        return UserResponse.of(accounts.revise(Visible.to(caller, id), request.profile(), caller.actor()));
    }

    @PutMapping("/{id}/roles")
    UserResponse changeRoles(@PathVariable String id, @Valid @RequestBody ChangeRolesRequest request, Caller caller) {
        return UserResponse.of(accounts.changeRoles(id, request.roles(), caller.actor()));
    }

    /** Disables a user, which ends every session, or enables one; nobody disables themselves. */
    @PutMapping("/{id}/status")
    UserResponse changeStatus(@PathVariable String id, @Valid @RequestBody ChangeStatusRequest request, Caller caller) {
        if (caller.id().equals(id)) {
            throw Refusal.conflict("own_account", "Somebody else has to do this to you.")
                    .exception();
        }
        return UserResponse.of(accounts.disable(id, request.isDisabled(), caller.actor()));
    }

    @PutMapping("/{id}/password")
    ResponseEntity<Void> changePassword(
            @PathVariable String id,
            @Valid @RequestBody ChangePasswordRequest request,
            Caller caller,
            HttpServletRequest client) {
        accounts.changePassword(
                Visible.to(caller, id),
                request.currentPassword(),
                request.newPassword(),
                addresses.of(client),
                caller.actor());
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable String id, Caller caller) {
        accounts.delete(Visible.to(caller, id), caller.actor());
        return ResponseEntity.noContent().build();
    }
}
