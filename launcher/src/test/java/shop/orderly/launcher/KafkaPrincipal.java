package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import shop.orderly.platform.link.KafkaRights;

/** Somebody who is let in by Kafka, and what he tries there. */
final class KafkaPrincipal implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    final Admin admin;
    private final Map<String, Object> properties;
    private final String name;
    private final KafkaProducer<String, String> producer;

    KafkaPrincipal(Map<String, Object> properties, String name) {
        this.properties = properties;
        this.name = name;
        this.admin = Admin.create(properties);
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    void write(String topic) throws Exception {
        producer.send(new ProducerRecord<>(topic, "key", "from " + name)).get();
    }

    /** As a subscriber in the group of its own name, which it tells how far it has come. */
    int receive(String topic) {
        try (var consumer = consumer(name)) {
            consumer.subscribe(List.of(topic));
            var count = 0;
            var deadline = System.nanoTime() + LIMIT.toNanos();
            while (count == 0 && System.nanoTime() < deadline) {
                count = consumer.poll(Duration.ofMillis(200)).count();
            }
            consumer.commitSync();
            return count;
        }
    }

    /** Without a group. */
    void read(String topic) {
        try (var consumer = consumer(name)) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            consumer.seekToBeginning(consumer.assignment());
            consumer.poll(LIMIT);
        }
    }

    void isRefused(String what, ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .as("%s: %s", name, what)
                .matches(
                        thrown -> thrown instanceof AuthorizationException
                                || thrown.getCause() instanceof AuthorizationException,
                        "is refused for want of rights");
    }

    /** Its own topics included: a service does not rule over them. */
    void isRefusedToManage(String topic) {
        var partition = new TopicPartition(topic, 0);
        var config = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        isRefused(
                "deleting " + topic,
                () -> admin.deleteTopics(List.of(topic)).all().get());
        isRefused("configuring " + topic, () -> alter(config, "retention.ms", "1"));
        isRefused(
                "reading how " + topic + " is configured",
                () -> admin.describeConfigs(List.of(config)).all().get());
        isRefused(
                "repartitioning " + topic,
                () -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(9)))
                        .all()
                        .get());
        isRefused(
                "emptying " + topic,
                () -> admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                        .all()
                        .get());
    }

    /** Joining it, looking at where it stands, moving it, deleting it. */
    void isRefusedInGroup(String group) {
        isRefused("joining group " + group, () -> {
            try (var consumer = consumer(group)) {
                consumer.subscribe(List.of("order.events", "product.events"));
                consumer.poll(LIMIT);
            }
        });
        isRefused(
                "looking at group " + group,
                () -> admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get());
        isRefused(
                "moving group " + group,
                () -> admin.alterConsumerGroupOffsets(
                                group, Map.of(new TopicPartition("order.events", 0), new OffsetAndMetadata(0)))
                        .all()
                        .get());
        isRefused(
                "deleting group " + group,
                () -> admin.deleteConsumerGroups(List.of(group)).all().get());
    }

    /** What belongs to operators only. */
    void isRefusedToRule(String principal) {
        var broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
        isRefused(
                "reading access rules",
                () -> admin.describeAcls(AclBindingFilter.ANY).values().get());
        isRefused(
                "removing access rules",
                () -> admin.deleteAcls(Set.of(AclBindingFilter.ANY)).all().get());
        isRefused(
                "giving itself more",
                () -> admin.createAcls(new KafkaRights(
                                        principal.substring("User:".length()),
                                        Set.of("order.events"),
                                        Set.of("user.events"))
                                .acls())
                        .all()
                        .get());
        isRefused("configuring the broker", () -> alter(broker, "log.retention.ms", "1"));
        isRefused(
                "reading how the broker is configured",
                () -> admin.describeConfigs(List.of(broker)).all().get());
        isRefused(
                "changing users",
                () -> admin.alterUserScramCredentials(
                                List.of(new UserScramCredentialDeletion("ops", ScramMechanism.SCRAM_SHA_512)))
                        .all()
                        .get());
        isRefused(
                "reading users",
                () -> admin.describeUserScramCredentials().all().get());
        isRefused(
                "looking at disks",
                () -> admin.describeLogDirs(List.of(1)).allDescriptions().get());
        isRefused("beginning a transaction", () -> {
            var transactional = new HashMap<>(properties);
            transactional.put("transactional.id", name);
            try (var other = new KafkaProducer<>(transactional, new StringSerializer(), new StringSerializer())) {
                other.initTransactions();
            }
        });
    }

    private void alter(ConfigResource of, String name, String value) throws ExecutionException, InterruptedException {
        var change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(of, List.of(change))).all().get();
    }

    private KafkaConsumer<String, String> consumer(String group) {
        var own = new HashMap<>(properties);
        own.put("group.id", group);
        own.put("auto.offset.reset", "earliest");
        own.put("enable.auto.commit", false);
        own.put("allow.auto.create.topics", false);
        return new KafkaConsumer<>(own, new StringDeserializer(), new StringDeserializer());
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close();
    }
}
