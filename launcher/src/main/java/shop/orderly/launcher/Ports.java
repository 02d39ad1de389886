package shop.orderly.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import shop.orderly.launcher.client.Problem;
import shop.orderly.platform.identity.MutualTls;

/**
 * Who listens where. {@code ORDERLY_PORT_OFFSET} moves all ports, {@code ORDERLY_<NAME>_PORT} one of them
 * ({@code ORDERLY_PRODUCT_COMMAND_PORT}).
 *
 * @param isMutual whether services serve HTTPS and ask for certificates ({@code ORDERLY_MTLS=on}); the gateway does not
 */
record Ports(Map<String, Integer> byName, boolean isMutual) {
    Ports {
        byName = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    static Ports configured(Map<String, String> environment) {
        var offset = number("ORDERLY_PORT_OFFSET", environment).orElse(0);
        var ports = new LinkedHashMap<String, Integer>();
        standard()
                .forEach((name, port) ->
                        ports.put(name, number(variable(name), environment).orElse(port + offset)));
        ports.forEach((name, port) -> {
            if (port < 1 || port > 65_535) {
                throw new Problem("Port " + port + " of " + name + " is not a port (1..65535): check " + variable(name)
                        + " and ORDERLY_PORT_OFFSET.");
            }
        });
        return new Ports(ports, isMutual(environment));
    }

    /** Free ones, for tests. */
    static Ports free() {
        var ports = new LinkedHashMap<String, Integer>();
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (var name : standard().keySet()) {
                var socket = new ServerSocket(0);
                sockets.add(socket);
                ports.put(name, socket.getLocalPort());
            }
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Ports(ports, false);
    }

    int of(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    String url(String service) {
        // The gateway speaks to people, and its management port to this machine: neither asks for a certificate.
        var scheme = isMutual && !service.startsWith(Shop.GATEWAY) ? "https" : "http";
        return scheme + "://localhost:" + of(service);
    }

    /** Refuses to go on if somebody else listens where we want to. */
    void requireFree() {
        byName.forEach((name, port) -> {
            if (isTaken(port)) {
                throw new Problem(
                        "Port " + port + " (" + name + ") is in use. Stop what uses it, or move ours: " + variable(name)
                                + "=" + (port + 1000) + " ./orderly up, or all of them with ORDERLY_PORT_OFFSET=1000.");
            }
        });
    }

    private static boolean isTaken(int port) {
        // The wildcard address as the services bind it, and loopback, where another may have bound more narrowly.
        return !canBind(new InetSocketAddress(port))
                || !canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Map<String, Integer> standard() {
        var ports = new LinkedHashMap<String, Integer>();
        Shop.SERVICES.forEach(service -> ports.put(service.name(), service.port()));
        ports.putAll(Shop.OTHER_PORTS);
        return ports;
    }

    private static boolean isMutual(Map<String, String> environment) {
        try {
            return MutualTls.isOn(environment.get(MutualTls.VARIABLE));
        } catch (IllegalArgumentException e) {
            throw new Problem(e.getMessage() + ".", e);
        }
    }

    static String variable(String name) {
        return "ORDERLY_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_PORT";
    }

    private static Optional<Integer> number(String variable, Map<String, String> environment) {
        var text = environment.getOrDefault(variable, "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException e) {
            throw new Problem(variable + " is a number, not '" + text + "'.");
        }
    }
}
