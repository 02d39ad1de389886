package shop.orderly.platform.link;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sees to it that every topic this service writes to or listens to exists, before anything opens one. Kafka may be away
 * when the service starts: then the first one who needs a topic tries again.
 */
final class Topics implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Topics.class);

    private final Set<String> names;
    private final KafkaClients clients;
    private final LinkProperties.Topics settings;
    private volatile boolean exist;
    private volatile boolean running;

    Topics(Set<String> names, KafkaClients clients, LinkProperties.Topics settings) {
        this.names = Set.copyOf(names);
        this.clients = clients;
        this.settings = settings;
    }

    /** Creates what is missing, once. Throws a {@link KafkaException} if Kafka does not answer in time. */
    void ensure() {
        if (!exist) {
            create();
        }
    }

    /** Whether they are known to exist. */
    boolean exist() {
        return exist;
    }

    private synchronized void create() {
        if (exist) {
            return;
        }
        var patience = settings.patience();
        try (var admin = clients.admin(patience)) {
            var wanted = names.stream().map(this::topic).toList();
            for (var answer : admin.createTopics(wanted).values().entrySet()) {
                try {
                    answer.getValue().get(patience.toMillis(), TimeUnit.MILLISECONDS);
                    log.info("Created topic {} with {} partitions", answer.getKey(), settings.partitions());
                } catch (ExecutionException failed) {
                    if (!(failed.getCause() instanceof TopicExistsException)) {
                        throw new KafkaException("Topic " + answer.getKey() + " could not be created", failed);
                    }
                }
            }
            exist = true;
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        } catch (TimeoutException late) {
            throw new KafkaException("Kafka did not answer within " + patience, late);
        }
    }

    private NewTopic topic(String name) {
        var keep = settings.retention().equals(Duration.ZERO)
                ? -1
                : settings.retention().toMillis();
        return new NewTopic(name, Optional.of(settings.partitions()), Optional.of(settings.replication()))
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(keep)));
    }

    @Override
    public void start() {
        running = true;
        try {
            ensure();
        } catch (KafkaException away) {
            log.error("Starting without Kafka; events wait until it answers. {}", away.getMessage());
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
