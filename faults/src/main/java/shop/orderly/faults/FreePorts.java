package shop.orderly.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports that nobody listens on now, below those that the system gives to clients by itself. */
final class FreePorts {
    private static final int FIRST = 12_000;
    private static final int END = 32_000;

    private FreePorts() {}

    /** So many different ones; two harnesses that look at the same time start at different places. */
    static List<Integer> take(int count) {
        var found = new ArrayList<Integer>();
        var start = FIRST + (int) (ProcessHandle.current().pid() * 131 % (END - FIRST));
        for (var step = 0; found.size() < count; step++) {
            if (step > END - FIRST) {
                throw new HarnessException("Not " + count + " ports are free");
            }
            var port = FIRST + (start - FIRST + step) % (END - FIRST);
            if (isFree(port)) {
                found.add(port);
            }
        }
        return found;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (java.net.BindException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
