package shop.orderly.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import shop.orderly.launcher.KafkaListener;
import shop.orderly.launcher.Machine;

/** Who listens where: a port for every process, and a {@link Link} wherever one talks to another. */
final class Wiring {
    private final Layout layout;
    private final Map<String, List<Integer>> services = new LinkedHashMap<>();
    private final Map<String, Integer> doors = new HashMap<>();
    private final int postgres;
    private final int kafka;
    private final int kafkaController;
    private final Iterator<Integer> free;
    private final List<Integer> grpc = new ArrayList<>();

    Wiring(Layout layout) {
        this.layout = layout;
        var count = Machine.services().stream().mapToInt(layout::count).sum();
        this.free = FreePorts.take(10 + 8 * count).iterator();
        postgres = free.next();
        kafka = free.next();
        kafkaController = free.next();
        for (var service : Machine.services()) {
            services.put(service, take(layout.count(service)));
            doors.put(service, free.next());
        }
        grpc.addAll(take(layout.count("product-command")));
    }

    /** Ports of the processes by service. */
    Map<String, List<Integer>> services() {
        return services;
    }

    int postgres() {
        return postgres;
    }

    int kafka() {
        return kafka;
    }

    int kafkaController() {
        return kafkaController;
    }

    /** Where services are asked over HTTP: wires that lead to any of a service's processes. */
    Map<String, Link> doors() {
        var links = new LinkedHashMap<String, Link>();
        services.forEach((service, ports) -> {
            if (!service.equals(Machine.GATEWAY)) {
                links.put(service, Link.open("to-" + service, Objects.requireNonNull(doors.get(service)), () -> ports));
            }
        });
        return links;
    }

    private List<Integer> take(int count) {
        return Stream.generate(free::next).limit(count).toList();
    }

    /** @param listeners where Kafka's doors for this process are added */
    Replica replica(String service, int number, Machine machine, Apps apps, Path logs, List<KafkaListener> listeners) {
        var port = Objects.requireNonNull(services.get(service)).get(number - 1);
        var name = service + "-" + number;
        var links = new LinkedHashMap<String, Link>();
        var ports = new HashMap<>(doors);
        ports.put(service, port);
        ports.put(Machine.MANAGEMENT, free.next());
        ports.put(Machine.POSTGRES, postgres);
        ports.put(Machine.KAFKA, kafka);
        ports.put(Machine.GRPC, grpc.getFirst());
        if (!service.equals(Machine.GATEWAY)) {
            open(links, ports, name, Machine.POSTGRES, List.of(postgres));
            var listener = free.next();
            open(links, ports, name, Machine.KAFKA, List.of(listener));
            listeners.add(new KafkaListener(
                    name.toUpperCase(Locale.ROOT).replace('-', '_'),
                    listener,
                    Objects.requireNonNull(ports.get(Machine.KAFKA))));
        }
        if (service.equals("order-saga")) {
            open(links, ports, name, Machine.GRPC, grpc);
        } else if (service.equals("product-command")) {
            ports.put(Machine.GRPC, grpc.get(number - 1));
        }
        var settings = new HashMap<>(machine.settings(service, ports));
        settings.putAll(layout.settings());
        return new Replica(
                service, number, port, Map.copyOf(settings), layout.options(), Map.copyOf(links), apps, logs);
    }

    private static void open(
            Map<String, Link> links, Map<String, Integer> ports, String name, String to, List<Integer> targets) {
        var link = Link.open(name + "-to-" + to, 0, () -> targets);
        links.put(to, link);
        ports.put(to, link.port());
    }
}
