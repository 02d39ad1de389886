package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import shop.orderly.launcher.client.Answer;
import shop.orderly.launcher.client.ShopClient;

/**
 * Secrets and personal data are in one table and nowhere else: unmistakable ones are sent wherever something may be
 * sent, well and badly, and then searched for in every column, topic, log line, metric and span.
 */
@Isolated // so that it is not searched while others write
class CanaryJourneyTest {

    private static final String MARK =
            "cnry" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

    /** Where a mark may be: the account itself, and the key that the client chose for an order. */
    private static final List<String> ACCOUNT = List.of(
            "user_db users.user_account.email",
            "user_db users.user_account.first_name",
            "user_db users.user_account.last_name",
            "user_db users.user_account.username");

    private static final String KEY = "order_db public.idempotency_key.key";

    private final String api = TestShop.door() + "/api/v1";
    private final ShopClient anonymous = ShopClient.anonymous();
    private final String password = MARK + "-first-password";
    private final List<String> secrets = new ArrayList<>(List.of(MARK));
    private String secondAccount = "";

    @Test
    void whatIsSecretOrPersonalIsNowhereButInTheAccount() {
        var user = livesALifeFullOfMarks();
        var token = user.field("access_token");
        var id = anonymous.as(token).get(api + "/users/me").expect(200).field("id");
        Hostile.sendAll(MARK, TestShop.ports(), id, token);
        LoggerFactory.getLogger("canary").info("a beacon-{} in the log", MARK.substring(4));
        seesTheSpansOfALastRequest();

        var needles = Needles.of(secrets);
        SoftAssertions.assertSoftly(soft -> {
            soft.assertThat(Remains.inDatabases(needles)).containsExactlyElementsOf(allowed());
            soft.assertThat(Remains.inTopics(needles)).isEmpty();
            soft.assertThat(Remains.inLogs(needles)).isEmpty();
            soft.assertThat(Remains.inMetrics(needles)).isEmpty();
            soft.assertThat(Remains.inSpans(needles)).isEmpty();
        });

        theSearchFindsWhatIsThere();
        anonymous.as(token).send("DELETE", api + "/users/" + id, null).expect(204);
        TestShop.administrator()
                .client()
                .send("DELETE", api + "/users/" + secondAccount, null)
                .expect(204);
        assertThat(Remains.inDatabases(needles)).containsExactly(KEY);
    }

    /** Registers, logs in, stays in, changes everything, buys; answers the last login. */
    private Answer livesALifeFullOfMarks() {
        var profile =
                "\"username\":\"%1$s\",\"email\":\"%1$s@mail.test\",\"first_name\":\"%1$s\",\"last_name\":\"%1$s\""
                        .formatted(MARK);
        anonymous
                .post(api + "/auth/register", "{" + profile + ",\"password\":\"" + password + "\"}")
                .expect(201);
        anonymous
                .post(api + "/auth/register", "{" + profile + ",\"password\":\"" + password + "\"}")
                .expect(409);
        login(MARK, MARK + "-wrong").expect(401);
        login(MARK + "-unknown", password).expect(401);
        var first = login(MARK + "@mail.test", password).expect(200);
        remember(first);
        var second = anonymous
                .post(api + "/auth/refresh", "{\"refresh_token\":\"" + first.field("refresh_token") + "\"}")
                .expect(200);
        remember(second);
        var client = anonymous.as(second.field("access_token"));
        var user = api + "/users/" + client.get(api + "/users/me").expect(200).field("id");
        client.send("PUT", user, "{" + profile + "}", "Idempotency-Key", "profile-1")
                .expect(200);
        var changed = MARK + "-second-password";
        client.send(
                        "PUT",
                        user + "/password",
                        "{\"current_password\":\"%s\",\"new_password\":\"%s\"}".formatted(password, changed),
                        "Idempotency-Key",
                        "password-1")
                .expect(204);
        secondAccount = TestShop.administrator()
                .client()
                .post(
                        api + "/users",
                        "{\"username\":\"%1$s-2\",\"email\":\"%1$s-2@mail.test\",\"password\":\"%1$s-password\",\"roles\":[\"customer\"]}"
                                .formatted(MARK),
                        "Idempotency-Key",
                        "create-1")
                .expect(201)
                .field("id");
        var third = login(MARK, changed).expect(200);
        remember(third);
        buys(anonymous.as(third.field("access_token")));
        return third;
    }

    private void buys(ShopClient client) {
        var beacon = "beacon-" + MARK.substring(4);
        var product = client.post(
                        api + "/products",
                        "{\"name\":\"%s\",\"price\":10,\"description\":\"d\",\"discount\":0,\"store\":\"s\",\"category_id\":1,\"initial_stock\":5}"
                                .formatted(beacon))
                .expect(201)
                .field("id");
        ShopClient.until(
                Shopper.PATIENCE,
                "the product to be for sale",
                () -> client.get(api + "/products/" + product),
                answer -> answer.field("available").equals("5"));
        var order = client.post(
                        api + "/orders", Shopper.order(product, 1, "tok_ok"), "Idempotency-Key", MARK + "-order")
                .expect(202)
                .field("id");
        ShopClient.until(
                Shopper.PATIENCE,
                "the order to be confirmed",
                () -> client.get(api + "/orders/" + order),
                answer -> answer.field("status").equals("CONFIRMED"));
    }

    private Answer login(String name, String secret) {
        return anonymous.post(
                api + "/auth/login", "{\"username_or_email\":\"%s\",\"password\":\"%s\"}".formatted(name, secret));
    }

    /** Tokens are secrets too: the refresh token whole, of the access token what makes it one. */
    private void remember(Answer login) {
        secrets.add(login.field("refresh_token"));
        var token = login.field("access_token");
        secrets.add(token.substring(token.lastIndexOf('.') + 1));
    }

    private static List<String> allowed() {
        var allowed = new ArrayList<String>();
        allowed.add(KEY);
        allowed.addAll(ACCOUNT);
        return allowed;
    }

    /** A request with a trace id of our own: when its spans are here, those before it are. */
    private void seesTheSpansOfALastRequest() {
        var bytes = new byte[16];
        ThreadLocalRandom.current().nextBytes(bytes);
        anonymous.get(
                api + "/products", "traceparent", "00-" + HexFormat.of().formatHex(bytes) + "-00f067aa0ba902b7-01");
        var trace = new String(bytes, StandardCharsets.ISO_8859_1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> new String(TestShop.spans().received(), StandardCharsets.ISO_8859_1).contains(trace));
    }

    private void theSearchFindsWhatIsThere() {
        var beacon = Needles.of(List.of("beacon-" + MARK.substring(4)));
        assertThat(Remains.inDatabases(beacon)).contains("product_db public.domain_event.payload");
        assertThat(Remains.inTopics(beacon)).contains("topic product.events");
        assertThat(Remains.inLogs(beacon)).hasSize(1);
        assertThat(Remains.inMetrics(Needles.of(List.of("http_requests_total"))))
                .isNotEmpty();
        assertThat(Remains.inSpans(Needles.of(List.of("/api/v1/auth/login")))).isNotEmpty();
        assertThat(beacon.in(Base64.getEncoder()
                        .encode(("xy beacon-" + MARK.substring(4) + " z").getBytes(StandardCharsets.UTF_8))))
                .isTrue();
    }
}
