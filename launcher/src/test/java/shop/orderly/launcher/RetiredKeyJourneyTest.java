package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import shop.orderly.launcher.client.ShopClient;

/**
 * The key that signs is stolen and rotated out: nobody can sign with it any more, what it signed is good until its time is
 * over, and then not even a true signature by it is believed anywhere.
 */
@Isolated // as everybody's tokens are signed with it
class RetiredKeyJourneyTest {
    private static final String KEYS = TestShop.ports().url(Shop.USERS) + "/ops/v1/signing-keys";

    private final ShopClient anonymous = ShopClient.anonymous();

    @Test
    void aStolenKeyIsWorthNothingOnceItIsRetiredAndRemoved() {
        var person = Almighty.somebody();
        var stolen = Forge.of(person.token());
        var kid = String.valueOf(stolen.header().get("kid"));
        var forged = stolen.claiming("jti", "stolen");
        var routes = ServedRoute.guarded();

        hoursPass();
        TestShop.administrator().client().post(KEYS + "/rotations", "").expect(201);
        assertThat(Stores.column("user_db", "SELECT private_key IS NULL FROM users.signing_key WHERE kid = ?", kid))
                .containsExactly("t");
        var successor = Almighty.somebody();
        assertThat(Forge.of(successor.token()).header().get("kid")).isNotEqualTo(kid);
        for (var route : routes) {
            assertThat(status(route, person.token())).as("retired, " + route).isNotEqualTo(401);
            assertThat(status(route, successor.token()))
                    .as("successor, " + route)
                    .isNotEqualTo(401);
        }

        hoursPass();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Stores.column("user_db", "SELECT kid FROM users.signing_key WHERE kid = ?", kid)
                        .isEmpty());
        for (var route : routes) {
            for (var token : List.of(person.token(), forged)) {
                Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    // Who meets a key that he does not know reads the keys again, at most once a second.
                    assertThat(status(route, stolen.heading("kid", "unknown"))).isEqualTo(401);
                    assertThat(status(route, token)).as("removed, " + route).isEqualTo(401);
                });
            }
            assertThat(status(route, successor.token()))
                    .as("successor, " + route)
                    .isNotEqualTo(401);
        }
    }

    /** For the keys; and what is done every minute is done now. */
    private static void hoursPass() {
        Stores.column(
                "user_db",
                "UPDATE users.signing_key SET created_at = created_at - interval '1 day',"
                        + " retired_at = retired_at - interval '1 day' RETURNING kid");
        Stores.column(
                "user_db",
                "UPDATE scheduled_tasks SET execution_time = now() WHERE task_name = 'signing-key-rotation'"
                        + " AND NOT picked RETURNING task_name");
    }

    private int status(ServedRoute route, String token) {
        return anonymous
                .as(token)
                .send(route.method(), TestShop.ports().url(route.service()) + route.path(), null)
                .status();
    }
}
