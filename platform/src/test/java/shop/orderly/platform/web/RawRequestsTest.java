package shop.orderly.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.orderly.platformtest.TestJwt;

/** What no ordinary client sends: broken, endless and dripping requests. */
@SpringBootTest(
        classes = Shelf.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=platform",
            "orderly.service.database=false",
            "orderly.service.kafka=false",
            "orderly.web.body-timeout=500ms",
            "server.tomcat.connection-timeout=1s",
            TestJwt.PROPERTY
        })
class RawRequestsTest {

    private static final String HEAD =
            "POST /api/v1/things HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + "Authorization: "
                    + TestJwt.bearer("m-1", "merchant") + "\r\n";

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET /{}|^ HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /..%2f..%2f HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a;b=c/%5c HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n",
                "CONNECT / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /api/v1/open/things/1?a=%ff HTTP/1.1\r\nHost: x\r\n\r\n",
                "G(T / HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: nonsense\r\n\r\n"
            })
    void whatIsNoRequestIsRefusedWithoutAWordAboutTheServer(String request) throws Exception {
        assertRefused(send(request));
    }

    @Test
    void headsAndTargetsHaveLimits() throws Exception {
        assertThat(send("GET /api/v1/open/things/1?q=" + "x".repeat(4096) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
        assertRefused(send("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"));
        assertRefused(send("GET / HTTP/1.1\r\nHost: x\r\nX-A: " + "x".repeat(20_000) + "\r\n\r\n"));
        assertRefused(send("GET / HTTP/1.1\r\nHost: x\r\n" + "X-A: b\r\n".repeat(70) + "\r\n"));
    }

    @Test
    void aBodyHasItsLimitWhateverTheMethod() throws Exception {
        for (var method : new String[] {"GET", "HEAD", "OPTIONS"}) {
            var head = method + " /api/v1/open/things/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                    + TestJwt.bearer("m-1", "merchant") + "\r\n";
            assertThat(send(head + "Content-Length: 65537\r\n\r\n")).as(method).startsWith("HTTP/1.1 413");
            assertThat(send(head + "Transfer-Encoding: chunked\r\n\r\n10001\r\n" + "x".repeat(65_537)
                            + "\r\n0\r\n\r\n"))
                    .as(method)
                    .startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void nothingAnswersBesideTheAccessTable() throws Exception {
        var path = " /.well-known/oauth-protected-resource HTTP/1.1\r\nHost: x\r\n";
        assertThat(send("GET" + path + "\r\n")).startsWith("HTTP/1.1 401");
        assertThat(send("GET" + path + "Authorization: " + TestJwt.bearer("m-1", "merchant") + "\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void aBodyThatDripsIsCutOffAfterTheTimeForAWholeOne() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(100);
            var started = System.nanoTime();
            var out = socket.getOutputStream();
            out.write((HEAD + "Content-Length: 1000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = "";
            while (answer.isEmpty()
                    && System.nanoTime() - started < Duration.ofSeconds(20).toNanos()) {
                out.write('x');
                out.flush();
                answer = readSome(socket);
            }
            assertThat(answer).startsWith("HTTP/1.1 408").contains("urn:orderly:problem:request_timeout");
        }
    }

    @Test
    void aBodyThatNeverComesIsGivenUp() throws Exception {
        assertThat(send(HEAD + "Content-Length: 1000\r\n\r\n")).startsWith("HTTP/1.1 408");
    }

    private static void assertRefused(String answer) {
        assertThat(answer).matches("(?s)HTTP/1.1 (400|401|403|404|405|408|411|414|431) .*");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                .contains("content-type: application/problem+json")
                .contains("urn:orderly:problem:", "\"title\":", "\"status\":")
                .contains("x-content-type-options: nosniff")
                .doesNotContain("tomcat", "apache", "exception", "java", "<html", "\r\nserver:", "at org.");
    }

    private String send(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return readSome(socket);
        }
    }

    /** What is there when something is; empty if nothing comes in time. */
    private static String readSome(Socket socket) throws IOException {
        var answer = new StringBuilder();
        var bytes = new byte[8192];
        try {
            while (!answer.toString().contains("}")) {
                var length = socket.getInputStream().read(bytes);
                if (length < 0) {
                    break;
                }
                answer.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException e) {
            return answer.toString();
        }
        return answer.toString();
    }
}
