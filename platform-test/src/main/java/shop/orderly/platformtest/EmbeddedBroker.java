package shop.orderly.platformtest;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
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

    /**
     * The same, after the publishers of these topics have been there: they exist, with three partitions each. A service
     * creates only the topics that it publishes to.
     */
    public static String brokersWith(String... topics) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers()))) {
            var wanted = Arrays.stream(topics)
                    .map(topic -> new NewTopic(topic, Optional.of(3), Optional.empty()))
                    .toList();
            for (var answer : admin.createTopics(wanted).values().values()) {
                try {
                    answer.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException("Cannot create a topic", e);
                    }
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return brokers();
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
