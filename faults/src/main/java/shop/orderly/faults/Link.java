package shop.orderly.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A wire between two processes that can be made slow, swallow what is sent, or be cut. Several targets are tried in turn,
 * those that do not answer are passed over.
 */
final class Link implements AutoCloseable {
    private enum State {
        OPEN,
        SLOW,
        BLACK_HOLE,
        CUT
    }

    private static final int BUFFER = 16 * 1024;
    private static final int BACKLOG = 256;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    private final String name;
    private final ServerSocket door;
    private final Supplier<List<Integer>> targets;
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLong delayed = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private volatile State state = State.OPEN;
    private volatile Duration delay = Duration.ZERO;

    private Link(String name, ServerSocket door, Supplier<List<Integer>> targets) {
        this.name = name;
        this.door = door;
        this.targets = targets;
    }

    /**
     * Listens on loopback.
     *
     * @param port 0 for any
     * @param targets ports on loopback, asked for with each connection
     */
    static Link open(String name, int port, Supplier<List<Integer>> targets) {
        try {
            var link = new Link(name, new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()), targets);
            Thread.ofVirtual().name("link-" + name).start(link::accept);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    int port() {
        return door.getLocalPort();
    }

    /** Whatever is sent from now on arrives later by this much. */
    void slow(Duration by) {
        delay = by;
        state = State.SLOW;
    }

    /** Whatever is sent from now on arrives nowhere, and nobody is told. */
    void blackHole() {
        state = State.BLACK_HOLE;
    }

    /** Every connection is reset, and so is every new one. */
    void cut() {
        state = State.CUT;
        resets.addAndGet(wires.size());
        wires.forEach(Wire::reset);
    }

    /** As before; connections that lost something are reset, for their two ends no longer agree. */
    void heal() {
        state = State.OPEN;
        delay = Duration.ZERO;
        wires.stream().filter(wire -> wire.hasLost).forEach(Wire::reset);
    }

    long bytesDelayed() {
        return delayed.get();
    }

    long bytesDropped() {
        return dropped.get();
    }

    long connectionsReset() {
        return resets.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var near = door.accept();
                Thread.ofVirtual().name("link-" + name + "-connect").start(() -> connect(near));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket near) {
        if (state == State.CUT) {
            resets.incrementAndGet();
            Wire.reset(near);
            return;
        }
        var ports = targets.get();
        var first = turn.getAndIncrement();
        for (var i = 0; i < ports.size(); i++) {
            var far = new Socket();
            try {
                var port = ports.get(Math.floorMod(first + i, ports.size()));
                far.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) CONNECT_LIMIT.toMillis());
                var wire = new Wire(near, far);
                wires.add(wire);
                wire.start();
                return;
            } catch (IOException notThere) {
                Wire.reset(far);
            }
        }
        Wire.reset(near);
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        wires.forEach(Wire::reset);
    }

    private final class Wire {
        private final Socket near;
        private final Socket far;
        private final AtomicInteger ended = new AtomicInteger();
        private volatile boolean hasLost;

        Wire(Socket near, Socket far) throws IOException {
            this.near = near;
            this.far = far;
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
        }

        void start() {
            Thread.ofVirtual().name("link-" + name + "-to").start(() -> pump(near, far));
            Thread.ofVirtual().name("link-" + name + "-from").start(() -> pump(far, near));
        }

        private void pump(Socket from, Socket to) {
            var buffer = new byte[BUFFER];
            try {
                var in = from.getInputStream();
                var out = to.getOutputStream();
                for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (state == State.SLOW) {
                        Waiting.pause(delay);
                        delayed.addAndGet(n);
                    }
                    if (state == State.BLACK_HOLE || hasLost) {
                        hasLost = true;
                        dropped.addAndGet(n);
                        continue;
                    }
                    out.write(buffer, 0, n);
                }
                if (state != State.BLACK_HOLE) {
                    to.shutdownOutput();
                }
                if (ended.incrementAndGet() == 2) {
                    wires.remove(this);
                    near.close();
                    far.close();
                }
            } catch (IOException gone) {
                // One end is gone, as processes that are killed are; the other is told.
                reset();
            }
        }

        void reset() {
            wires.remove(this);
            reset(near);
            reset(far);
        }

        static void reset(Socket socket) {
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (IOException alreadyClosed) {
                // That is what was wanted.
            }
        }
    }
}
