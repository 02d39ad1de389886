package shop.orderly.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.context.ConfigurableApplicationContext;
import shop.orderly.platform.service.OrderlyService;
import shop.orderly.platformtest.TestJwt;

/** A service with {@code ORDERLY_MTLS=on}: who gets an answer over HTTPS. */
class HttpIdentityTest {

    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    static Path temp;

    private static CertificateAuthority authority;
    private static Path ended;
    private static ConfigurableApplicationContext service;
    private static String url;

    @EnableAutoConfiguration
    static class Service {}

    @BeforeAll
    static void start() {
        var longAgo = Clock.offset(CLOCK, Duration.ofDays(-400));
        ended = CertificateAuthority.in(temp.resolve("ours"), longAgo).certify("ops");
        authority = CertificateAuthority.in(temp.resolve("ours"), CLOCK);
        service = OrderlyService.run(
                Service.class,
                "payments",
                "--server.port=0",
                "--orderly.service.database=false",
                "--orderly.service.kafka=false",
                "--management.endpoint.health.group.readiness.include=readinessState",
                "--ORDERLY_CERTS=" + authority.certify("payments"),
                "--ORDERLY_MTLS=on",
                "--" + TestJwt.PROPERTY);
        url = "https://localhost:" + service.getEnvironment().getRequiredProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whoShowsNothingMayOnlyAskWhetherItIsAlive() throws Exception {
        var nobody = client(tls(null), ServiceIdentity.PROTOCOL);
        assertThat(get(nobody, "/livez", null).statusCode()).isEqualTo(200);
        assertThat(get(nobody, "/readyz", null).statusCode()).isEqualTo(200);
        var answer = get(nobody, "/metrics", null);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("urn:orderly:problem:client_certificate_required");
        var counter = service.getBean(MeterRegistry.class)
                .get(ClientCertificateFilter.METER)
                .tag("reason", "no_certificate")
                .counter();
        assertThat(counter.count()).isPositive();
    }

    @Test
    void theGatewayIsLetInByItsCertificate() throws Exception {
        assertThat(get(as("gateway"), "/v3/api-docs", null).statusCode()).isEqualTo(200);
    }

    @Test
    void aUserIsLetInByItsTokenIfItIsGood() throws Exception {
        var nobody = client(tls(null), ServiceIdentity.PROTOCOL);
        assertThat(get(nobody, "/v3/api-docs", TestJwt.bearer("user-1", "customer"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get(nobody, "/v3/api-docs", "Bearer nonsense").statusCode()).isEqualTo(401);
    }

    @Test
    void aCertificateIsGoodForWhatItsHolderDoes() throws Exception {
        assertThat(get(as("prometheus"), "/metrics", null).statusCode()).isEqualTo(200);
        assertThat(get(as("prometheus"), "/v3/api-docs", null).statusCode()).isEqualTo(401);
        assertThat(get(as("kafka"), "/metrics", null).statusCode()).isEqualTo(401);
        assertThat(get(as("stranger"), "/metrics", null).statusCode()).isEqualTo(401);
    }

    @Test
    void aCertificateThatIsNotTrustedHasNoHandshake() {
        var theirs = CertificateAuthority.in(temp.resolve("theirs"), CLOCK).certify("gateway");
        noHandshake(client(tls(theirs), ServiceIdentity.PROTOCOL));
        noHandshake(client(tls(ended), ServiceIdentity.PROTOCOL));
    }

    @Test
    void theVersionBeforeHasNoHandshake() {
        noHandshake(client(tls(authority.certify("gateway")), "TLSv1.2"));
    }

    private static void noHandshake(HttpClient client) {
        assertThatThrownBy(() -> get(client, "/livez", null)).isInstanceOf(IOException.class);
    }

    private static HttpClient as(String name) {
        return client(tls(authority.certify(name)), ServiceIdentity.PROTOCOL);
    }

    private static HttpClient client(SSLContext tls, String protocol) {
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        return HttpClient.newBuilder().sslContext(tls).sslParameters(parameters).build();
    }

    private static SSLContext tls(@Nullable Path home) {
        var own = home == null
                ? null
                : PemSslStoreDetails.forCertificate(uri(home.resolve("tls.crt")))
                        .withPrivateKey(uri(home.resolve("tls.key")));
        var trust = PemSslStoreDetails.forCertificate(uri(temp.resolve("ours/ca.crt")));
        return SslBundle.of(new PemSslStoreBundle(own, trust)).createSslContext();
    }

    private static String uri(Path file) {
        return file.toUri().toString();
    }

    private static HttpResponse<String> get(HttpClient client, String path, @Nullable String authorization)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(10));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
