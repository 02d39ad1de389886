package shop.orderly.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.orderly.platformtest.TestJwt;

/** A service that started before the one that has the keys: nobody is told that a good token is bad. */
@SpringBootTest(
        classes = Shelf.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=platform",
            "orderly.service.database=false",
            "orderly.service.kafka=false",
            "ORDERLY_JWKS_URI=http://localhost:1/.well-known/jwks.json"
        })
class KeysAwayTest {

    private static final String ES256 = "eyJhbGciOiJFUzI1NiIsImtpZCI6ImsifQ";

    @LocalServerPort
    private int port;

    @Test
    void asksToTryAgainWhileTheKeysCannotBeRead() throws Exception {
        var signed = TestJwt.token("u-1", "customer");
        var answer = get("/api/v1/open/me", ES256 + signed.substring(signed.indexOf('.')));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:orderly:problem:unavailable").doesNotContain("localhost:1/");
    }

    @Test
    void refusesAnotherAlgorithmWithoutAskingForKeys() throws Exception {
        assertThat(get("/api/v1/open/me", TestJwt.token("u-1", "customer")).statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
