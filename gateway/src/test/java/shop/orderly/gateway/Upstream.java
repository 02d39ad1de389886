package shop.orderly.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A service behind the gateway: answers every request with its name, method, path, body and the headers it was sent. */
final class Upstream implements AutoCloseable {

    private final String name;
    private final HttpServer server;
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();

    Upstream(String name) {
        this.name = name;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Answers one path in its own way. */
    void on(String path, HttpHandler handler) {
        handlers.put(path, handler);
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var own = handlers.get(exchange.getRequestURI().getPath());
        if (own != null) {
            own.handle(exchange);
            return;
        }
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var answer = new StringBuilder(name)
                .append('\n')
                .append(exchange.getRequestMethod())
                .append(' ')
                .append(exchange.getRequestURI())
                .append('\n')
                .append(body)
                .append('\n');
        exchange.getRequestHeaders()
                .forEach((header, values) -> answer.append(header.toLowerCase(java.util.Locale.ROOT))
                        .append(": ")
                        .append(String.join(", ", values))
                        .append('\n'));
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        answer(exchange, 200, "HEAD".equals(exchange.getRequestMethod()) ? "" : answer.toString());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
