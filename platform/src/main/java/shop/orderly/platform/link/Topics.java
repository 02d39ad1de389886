package shop.orderly.platform.link;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Creates the topics this service publishes to, before anything opens one, and knows whether those it listens to exist:
 * they are created by whoever publishes there. Kafka may be away when the service starts: then it is asked again until it
 * answers, for nobody sends work to a service that is not ready, and without work nobody would ask.
 */
final class Topics implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Topics.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Set<String> own;
    private final KafkaClients clients;
    private final LinkProperties.Topics settings;
    private volatile Set<String> missing;
    private volatile boolean created;
    private volatile CountDownLatch stop = new CountDownLatch(0);

    Topics(Set<String> own, Set<String> foreign, KafkaClients clients, LinkProperties.Topics settings) {
        this.own = Set.copyOf(own);
        this.clients = clients;
        this.settings = settings;
        var others = new TreeSet<>(foreign);
        others.removeAll(own);
        this.missing = others;
        this.created = own.isEmpty();
    }

    /** Creates what is missing of the own topics, once. Throws a {@link KafkaException} if Kafka does not answer in time. */
    void ensureOwn() {
        if (!created) {
            asked(this::createOwn);
        }
    }

    /** Creates own topics that somebody has deleted meanwhile. Throws as {@link #ensureOwn}. */
    void createMissing() {
        created = own.isEmpty();
        ensureOwn();
    }

    /**
     * The topics listened to that nobody has created yet. Asks Kafka until there are none left; throws a {@link
     * KafkaException} if it does not answer in time.
     */
    Set<String> missing() {
        if (!missing.isEmpty()) {
            asked(this::lookForMissing);
        }
        return missing;
    }

    /** Whether all of them are known to exist. */
    boolean exist() {
        return created && missing.isEmpty();
    }

    private void createOwn(Admin admin) throws InterruptedException, TimeoutException {
        if (created) {
            return;
        }
        for (var answer : admin.createTopics(own.stream().map(this::topic).toList())
                .values()
                .entrySet()) {
            if (isDone(answer.getValue(), TopicExistsException.class, "Topic " + answer.getKey() + " is not created")) {
                log.info("Created topic {} with {} partitions", answer.getKey(), settings.partitions());
            }
        }
        created = true;
    }

    private void lookForMissing(Admin admin) throws InterruptedException, TimeoutException {
        var left = new TreeSet<String>();
        for (var answer : admin.describeTopics(missing).topicNameValues().entrySet()) {
            if (!isDone(answer.getValue(), UnknownTopicOrPartitionException.class, "Topic " + answer.getKey())) {
                left.add(answer.getKey());
            }
        }
        missing = left;
    }

    /** False if it failed in the expected way. */
    private boolean isDone(KafkaFuture<?> answer, Class<? extends Exception> expected, String what)
            throws InterruptedException, TimeoutException {
        try {
            answer.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException failed) {
            if (expected.isInstance(failed.getCause())) {
                return false;
            }
            throw new KafkaException(what + ": " + failed.getCause(), failed);
        }
    }

    private synchronized void asked(Question question) {
        try (var admin = clients.admin(settings.patience())) {
            question.ask(admin);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        } catch (TimeoutException late) {
            throw new KafkaException("Kafka did not answer within " + settings.patience(), late);
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
        stop = new CountDownLatch(1);
        try {
            ensureOwn();
            var absent = missing();
            if (!absent.isEmpty()) {
                log.info(
                        "Topics {} do not exist yet; they are listened to once their publishers have created them",
                        absent);
            }
        } catch (KafkaException away) {
            log.error("Starting without Kafka; events wait until it answers. {}", away.getMessage());
            Thread.ofVirtual().name("topics").start(this::keepAsking);
        }
    }

    private void keepAsking() {
        try {
            while (!exist() && !stop.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                askAgain();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void askAgain() {
        try {
            ensureOwn();
            missing();
        } catch (KafkaException stillAway) {
            log.debug("Kafka does not answer yet. {}", stillAway.getMessage());
        }
    }

    @Override
    public void stop() {
        stop.countDown();
    }

    @Override
    public boolean isRunning() {
        return stop.getCount() > 0;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private interface Question {
        void ask(Admin admin) throws InterruptedException, TimeoutException;
    }
}
