package shop.orderly.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final int PATIENCE = 5_000;
    private static final int SHORT = 300;

    private ServerSocket echo;
    private Link link;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        link = Link.open("test", 0, () -> List.of(deadPort(), echo.getLocalPort()));
    }

    @AfterEach
    void stop() throws IOException {
        link.close();
        echo.close();
    }

    @Test
    void carriesWhatIsSentToATargetThatAnswers() throws IOException {
        assertThat(echoed(connected(), 7)).isEqualTo(7);
        assertThat(echoed(connected(), 8)).isEqualTo(8);
        assertThat(link.bytesDropped() + link.bytesDelayed() + link.connectionsReset())
                .isZero();
    }

    @Test
    void delaysAndCountsWhatItDelayed() throws IOException {
        var socket = connected();
        link.slow(Duration.ofMillis(200));
        var start = System.nanoTime();
        assertThat(echoed(socket, 1)).isEqualTo(1);
        assertThat(System.nanoTime() - start)
                .isGreaterThan(Duration.ofMillis(390).toNanos());
        assertThat(link.bytesDelayed()).isEqualTo(2);
    }

    @Test
    void swallowsAndResetsOnHealingWhatHasLostSomething() throws IOException {
        var socket = connected();
        assertThat(echoed(socket, 1)).isEqualTo(1);
        link.blackHole();
        socket.setSoTimeout(SHORT);
        assertThatThrownBy(() -> echoed(socket, 2)).isInstanceOf(SocketTimeoutException.class);
        assertThat(link.bytesDropped()).isEqualTo(1);

        link.heal();
        socket.setSoTimeout(PATIENCE);
        assertThatThrownBy(() -> read(socket)).isInstanceOf(IOException.class);
        assertThat(echoed(connected(), 3)).isEqualTo(3);
    }

    @Test
    void cutsConnectionsAndRefusesNewOnesUntilItIsHealed() throws IOException {
        var socket = connected();
        assertThat(echoed(socket, 1)).isEqualTo(1);
        link.cut();
        assertThatThrownBy(() -> read(socket)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> echoed(connected(), 2)).isInstanceOf(IOException.class);
        assertThat(link.connectionsReset()).isGreaterThanOrEqualTo(2);

        link.heal();
        assertThat(echoed(connected(), 3)).isEqualTo(3);
    }

    private Socket connected() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
        socket.setSoTimeout(PATIENCE);
        return socket;
    }

    private static int echoed(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        return read(socket);
    }

    private static int read(Socket socket) throws IOException {
        var answer = socket.getInputStream().read();
        if (answer < 0) {
            throw new IOException("closed");
        }
        return answer;
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                var socket = echo.accept();
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        socket.getInputStream().transferTo(socket.getOutputStream());
                    } catch (IOException reset) {
                        // The other end is gone.
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static int deadPort() {
        return FreePorts.take(1).getFirst();
    }
}
