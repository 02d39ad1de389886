package shop.orderly.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;

/** A collector of spans, as OTLP over HTTP sends them: keeps every byte in a file. */
final class SpanReceiver {

    private final Path file;
    private final HttpServer server;

    private SpanReceiver(Path file, HttpServer server) {
        this.file = file;
        this.server = server;
    }

    static SpanReceiver start(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file);
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var receiver = new SpanReceiver(file, server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/v1/traces", receiver::receive);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endpoint() {
        return "http://localhost:" + server.getAddress().getPort() + "/v1/traces";
    }

    byte[] received() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        var spans = exchange.getRequestBody().readAllBytes();
        synchronized (this) {
            Files.write(file, spans, StandardOpenOption.APPEND);
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    void stop() {
        server.stop(0);
    }
}
