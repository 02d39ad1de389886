package shop.orderly.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shop.orderly.platform.access.AccessTable.get;
import static shop.orderly.platform.access.AccessTable.post;
import static shop.orderly.platform.access.AccessTable.process;
import static shop.orderly.platform.access.AccessTable.service;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

class AccessPolicyTest {

    private record Rent(String bike) {}

    private record Repair(String bike) {}

    private record Look(String bike) {}

    private final AccessPolicy policy = new AccessPolicy(List.of(
            AccessTable.of(
                    get("/bikes/{id}").everybody().sends(Look.class),
                    get("/bikes/mine").own(Role.CUSTOMER),
                    post("/bikes/{id}/rentals").all(Role.OPS).own(Role.CUSTOMER).sends(Rent.class)),
            AccessTable.of(
                    process("repairs").sends(Repair.class), service("repairs").sends(Look.class))));

    @Test
    void theMostSpecificRowDecides() {
        assertThat(row(HttpMethod.GET, "/bikes/mine")).contains("GET /bikes/mine");
        assertThat(row(HttpMethod.GET, "/bikes/7")).contains("GET /bikes/{id}");
        assertThat(row(HttpMethod.HEAD, "/bikes/7")).contains("GET /bikes/{id}");
        assertThat(row(HttpMethod.POST, "/bikes/7")).isEmpty();
        assertThat(row(HttpMethod.GET, "/bikes/7/")).isEmpty();
        assertThat(row(HttpMethod.GET, "/bikes/7/rentals")).isEmpty();
        assertThat(policy.methods(PathContainer.parsePath("/bikes/7/rentals"))).containsExactly("POST");
    }

    @Test
    void aRowAllowsItsRolesAndNobodyElse() {
        var rentals = policy.route(HttpMethod.POST, PathContainer.parsePath("/bikes/7/rentals"))
                .orElseThrow();
        assertThat(rentals.allows(Identity.user("u", Role.CUSTOMER))).isTrue();
        assertThat(rentals.allows(Identity.user("u", Role.MERCHANT))).isFalse();
        assertThat(rentals.allows(Identity.user("u"))).isFalse();
        assertThat(rentals.allows(Identity.ANONYMOUS)).isFalse();
        assertThat(rentals.reach(Role.OPS)).contains(Reach.ALL);
        assertThat(rentals.reach(Role.CUSTOMER)).contains(Reach.OWN);
        assertThat(rentals.reach(Role.ADMIN)).isEmpty();
    }

    @Test
    void aMessageIsForThoseWhoseRowSendsIt() {
        assertThat(policy.allows(Identity.user("u", Role.CUSTOMER), Rent.class)).isTrue();
        assertThat(policy.allows(Identity.user("u", Role.ADMIN), Rent.class)).isFalse();
        assertThat(policy.allows(Identity.ANONYMOUS, Rent.class)).isFalse();
        assertThat(policy.allows(Identity.process("repairs"), Repair.class)).isTrue();
        assertThat(policy.allows(Identity.service("repairs"), Repair.class)).isFalse();
        assertThat(policy.allows(Identity.service("repairs"), Look.class)).isTrue();
        assertThat(policy.allows(Identity.ANONYMOUS, Look.class)).isTrue();
        assertThat(policy.allows(Identity.user("u", Role.MERCHANT), Look.class)).isTrue();
        assertThat(policy.allows(Identity.user("u"), Look.class)).isFalse();
        assertThat(policy.allows(Identity.process("repairs"), String.class)).isFalse();
        assertThat(policy.knows(String.class)).isFalse();
    }

    @Test
    void twoRowsForOneEndpointAreRefused() {
        assertThatThrownBy(() -> new AccessPolicy(List.of(
                        AccessTable.of(get("/a").everybody()),
                        AccessTable.of(get("/a").all(Role.OPS)))))
                .hasMessageContaining("GET /a");
    }

    private Optional<String> row(HttpMethod method, String path) {
        return policy.route(method, PathContainer.parsePath(path)).map(Route::toString);
    }
}
