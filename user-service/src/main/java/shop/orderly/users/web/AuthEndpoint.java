package shop.orderly.users.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.platform.web.ClientAddress;
import shop.orderly.platform.web.NewIds;
import shop.orderly.users.domain.Accounts;
import shop.orderly.users.domain.Logins;
import shop.orderly.users.domain.RegistrationRoles;
import shop.orderly.users.domain.Sessions;
import shop.orderly.users.domain.Sessions.Tokens;

/** Registering, logging in, staying in, logging out: the only writes without a token. */
@RestController
@RequestMapping("/api/v1/auth")
class AuthEndpoint {

    private final Accounts accounts;

    private final Logins logins;

    private final Sessions sessions;

    private final RegistrationRoles registrationRoles;

    private final NewIds ids;

    private final ClientAddress addresses;

    AuthEndpoint(
            Accounts accounts,
            Logins logins,
            Sessions sessions,
            RegistrationRoles registrationRoles,
            NewIds ids,
            ClientAddress addresses) {
        this.accounts = accounts;
        this.logins = logins;
        this.sessions = sessions;
        this.registrationRoles = registrationRoles;
        this.ids = ids;
        this.addresses = addresses;
    }

    @PostMapping("/register")
    ResponseEntity<UserResponse> register(@Valid @RequestBody RegisterRequest request) {
        var id = ids.next();
        var user = accounts.register(
                id, request.profile(), request.password(), registrationRoles.roles(), Actor.of("customer", id));
        return ResponseEntity.created(URI.create("/api/v1/users/" + id)).body(UserResponse.of(user));
    }

    @PostMapping("/login")
    ResponseEntity<TokenResponse> login(@Valid @RequestBody LoginRequest request, HttpServletRequest client) {
        return secret(logins.login(request.usernameOrEmail(), request.password(), addresses.of(client)));
    }

    @PostMapping("/refresh")
    ResponseEntity<TokenResponse> refresh(@Valid @RequestBody RefreshTokenRequest request) {
        return secret(sessions.refresh(request.refreshToken()));
    }

    @PostMapping("/logout")
    ResponseEntity<Void> logout(@Valid @RequestBody RefreshTokenRequest request) {
        sessions.logout(request.refreshToken());
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<TokenResponse> secret(Tokens tokens) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(TokenResponse.of(tokens));
    }
}
