package shop.orderly.launcher;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 as bytes on a connection that is kept, to say what well-behaved clients refuse to send. For one thread. */
final class Wire implements AutoCloseable {
    private static final int LIMIT_MILLIS = 20_000;

    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    Wire(int port) {
        this.port = port;
    }

    /**
     * An answer as it came.
     *
     * @param headers by lower-case name
     * @param body empty for an event stream, which is left after its head
     */
    record Heard(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** A request's bytes; {@code Host} and {@code Content-Length} come by themselves. */
    static byte[] request(String method, String target, List<String> headers, byte @Nullable [] body) {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (body != null) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body == null ? new byte[0] : body);
        return bytes.toByteArray();
    }

    /** Sends and reads the answer; once more on a new connection if the kept one was closed meanwhile. */
    Heard send(byte[] request) throws IOException {
        var kept = socket != null;
        try {
            return sendOnce(request);
        } catch (IOException e) {
            close();
            if (!kept) {
                throw e;
            }
            return sendOnce(request);
        }
    }

    private Heard sendOnce(byte[] request) throws IOException {
        var connection = connected();
        try {
            connection.getOutputStream().write(request);
        } catch (IOException e) {
            // Refused before it was all sent: the answer may be there already.
            if (in == null || in.available() == 0) {
                throw e;
            }
        }
        return answer(new String(request, 0, 5, StandardCharsets.US_ASCII).equals("HEAD "));
    }

    private Socket connected() throws IOException {
        if (socket == null) {
            var connection = new Socket(InetAddress.getLoopbackAddress(), port);
            connection.setSoTimeout(LIMIT_MILLIS);
            connection.setTcpNoDelay(true);
            socket = connection;
            in = new BufferedInputStream(connection.getInputStream());
        }
        return socket;
    }

    private Heard answer(boolean isHead) throws IOException {
        var status = 100;
        var headers = new TreeMap<String, String>();
        while (status < 200) {
            headers.clear();
            status = Integer.parseInt(line().split(" ", 3)[1]);
            for (var line = line(); !line.isEmpty(); line = line()) {
                var colon = line.indexOf(':');
                headers.merge(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip(),
                        (one, other) -> one + ", " + other);
            }
        }
        var bodiless = isHead || status == 204 || status == 304;
        var heard = new Heard(status, headers, bodiless ? "" : body(headers));
        if (heard.header("Connection").equalsIgnoreCase("close")) {
            close();
        }
        return heard;
    }

    private String body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("content-type", "").startsWith("text/event-stream")) {
            close();
            return "";
        }
        var body = new ByteArrayOutputStream();
        var length = headers.get("content-length");
        if (length != null) {
            body.writeBytes(bytes(Integer.parseInt(length)));
        } else if ("chunked".equals(headers.get("transfer-encoding"))) {
            for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                body.writeBytes(bytes(size));
                line();
            }
            line();
        } else if (in != null) {
            in.transferTo(body);
            close();
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private byte[] bytes(int count) throws IOException {
        var read = in == null ? new byte[0] : in.readNBytes(count);
        if (read.length < count) {
            throw new EOFException("an answer that ends too early");
        }
        return read;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var c = bytes(1)[0]; c != '\n'; c = bytes(1)[0]) {
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() {
        var old = socket;
        socket = null;
        in = null;
        try {
            if (old != null) {
                old.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
