package shop.orderly.platformtest;

import java.util.function.Supplier;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A real Kafka broker for tests: one per JVM, started on first use and gone with the JVM. Topics are shared, so each
 * test names its own.
 *
 * <p>It runs inside the JVM (KRaft, one node) unless {@code -Dorderly.infra=testcontainers} asks for a container.
 */
public final class EmbeddedBroker {

    private static final String IMAGE = "apache/kafka-native:4.2.1";

    private EmbeddedBroker() {}

    /** Where to reach it, as {@code bootstrap.servers} wants it. */
    public static String brokers() {
        return Holder.BROKERS;
    }

    private static final class Holder {
        private static final String BROKERS = start().get();

        private static Supplier<String> start() {
            return "testcontainers".equals(System.getProperty("orderly.infra")) ? container() : inThisJvm();
        }

        private static Supplier<String> inThisJvm() {
            var broker = new EmbeddedKafkaKraftBroker(1, 1);
            broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
            broker.brokerProperty("offsets.topic.num.partitions", "1");
            broker.brokerProperty("auto.create.topics.enable", "false");
            broker.afterPropertiesSet();
            Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy, "embedded-broker-stop"));
            return broker::getBrokersAsString;
        }

        private static Supplier<String> container() {
            var container = new KafkaContainer(DockerImageName.parse(IMAGE))
                    .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                    .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
            container.start();
            return container::getBootstrapServers;
        }
    }
}
