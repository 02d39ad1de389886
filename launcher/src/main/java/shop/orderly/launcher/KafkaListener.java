package shop.orderly.launcher;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One more door of a Kafka: clients who come in here are told to go on at another port, where something may stand in
 * between.
 *
 * @param name capital letters, digits and underscores
 * @param port listened on
 * @param advertised what clients are told
 */
public record KafkaListener(String name, int port, int advertised) {

    /** As one word, for a command line. */
    public String text() {
        return name + ":" + port + ":" + advertised;
    }

    /** The reverse of {@link #text()}. */
    public static KafkaListener parse(String text) {
        var parts = text.split(":", -1);
        return new KafkaListener(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    static Map<String, String> settings(int port, int controllerPort, List<KafkaListener> more) {
        return Map.of(
                "listeners",
                join(
                        "SSL://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort,
                        more.stream().map(one -> one.name + "://localhost:" + one.port)),
                "advertised.listeners",
                join("SSL://localhost:" + port, more.stream().map(one -> one.name + "://localhost:" + one.advertised)),
                "listener.security.protocol.map",
                join("SSL:SSL,CONTROLLER:SSL", more.stream().map(one -> one.name + ":SSL")));
    }

    private static String join(String first, Stream<String> more) {
        return Stream.concat(Stream.of(first), more).collect(Collectors.joining(","));
    }
}
