package shop.orderly.users;

import static shop.orderly.platform.access.AccessTable.delete;
import static shop.orderly.platform.access.AccessTable.get;
import static shop.orderly.platform.access.AccessTable.post;
import static shop.orderly.platform.access.AccessTable.put;
import static shop.orderly.platform.access.Role.ADMIN;
import static shop.orderly.platform.access.Role.CUSTOMER;
import static shop.orderly.platform.access.Role.MERCHANT;
import static shop.orderly.platform.access.Role.OPS;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.orderly.platform.access.AccessTable;

/** Who may see and change users. Nothing goes over a bus here, so nothing is sent. */
@Configuration(proxyBeanMethods = false)
class UsersAccess {

    @Bean
    AccessTable usersTable() {
        return AccessTable.of(
                get("/.well-known/jwks.json").everybody(),
                post("/api/v1/auth/register").everybody(),
                post("/api/v1/auth/login").everybody(),
                post("/api/v1/auth/refresh").everybody(),
                post("/api/v1/auth/logout").everybody(),
                post("/api/v1/users").all(ADMIN),
                get("/api/v1/users").all(ADMIN),
                get("/api/v1/users/me").own(CUSTOMER, MERCHANT, OPS, ADMIN),
                get("/api/v1/users/{id}").all(ADMIN).own(CUSTOMER, MERCHANT, OPS),
                put("/api/v1/users/{id}").all(ADMIN).own(CUSTOMER, MERCHANT, OPS),
                put("/api/v1/users/{id}/password").all(ADMIN).own(CUSTOMER, MERCHANT, OPS),
                put("/api/v1/users/{id}/roles").all(ADMIN),
                put("/api/v1/users/{id}/status").all(ADMIN),
                delete("/api/v1/users/{id}").all(ADMIN).own(CUSTOMER, MERCHANT, OPS),
                get("/ops/v1/signing-keys").all(OPS, ADMIN),
                post("/ops/v1/signing-keys/rotations").all(OPS, ADMIN));
    }
}
