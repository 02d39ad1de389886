package shop.orderly.faults;

import java.nio.file.Path;
import java.util.Arrays;
import shop.orderly.launcher.KafkaListener;
import shop.orderly.launcher.Machine;

/** The whole of Kafka's process: folder, port, controller's port, and a listener for each that comes over a link. */
final class KafkaMain {
    private KafkaMain() {}

    public static void main(String[] args) {
        Machine.runKafka(
                Path.of(args[0]),
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Arrays.stream(args).skip(3).map(KafkaListener::parse).toList());
    }
}
