package shop.orderly.platform.link;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this service talks to Kafka. Where the brokers are, and how to be let in, is said by {@code spring.kafka.*}.
 *
 * @param topics how topics are created
 * @param outbox how own events leave
 * @param inbox how foreign events arrive
 * @param sasl name and password, for the protocols {@code SASL_SSL} and {@code SASL_PLAINTEXT}
 */
@ConfigurationProperties("orderly.link")
record LinkProperties(
        @DefaultValue Topics topics,
        @DefaultValue Outbox outbox,
        @DefaultValue Inbox inbox,
        @DefaultValue Sasl sasl) {

    /**
     * Topics that exist already are left as they are.
     *
     * @param partitions partitions of a topic that this service creates; 3. More later changes which partition a key
     *     goes to, and with it the order of events around the change
     * @param replication copies of each partition; 1. Production wants 3
     * @param retention how long Kafka keeps events; zero, the default, is for ever. A subscriber that is down for
     *     longer than this loses events for good
     * @param patience how long start-up waits for Kafka before the service starts without it and keeps trying; 10 s
     */
    record Topics(
            @DefaultValue("3") int partitions,
            @DefaultValue("1") short replication,
            @DefaultValue("0s") Duration retention,
            @DefaultValue("10s") Duration patience) {}

    /**
     * The outbox. How many events go together is said by {@code orderly.processing.groups.outbox}.
     *
     * @param acknowledgedWithin how long all acknowledgements of one batch may take before it is sent again; 8 s. Must
     *     stay below the claim timeout of processing tokens (10 s), or a second node sends the same events meanwhile
     * @param retryEvery the pause between two tries while Kafka is down; 2 s
     */
    record Outbox(
            @DefaultValue("8s") Duration acknowledgedWithin,
            @DefaultValue("2s") Duration retryEvery) {}

    /**
     * The inbox.
     *
     * @param consumers threads that receive; 1. More than there are partitions are idle
     * @param batchSize events that are stored in one transaction, at most; 500
     * @param retryWithin the longest pause between two tries while the database or Kafka is down; 10 s
     * @param sessionTimeout how long Kafka waits for a consumer that died without a word before another one gets its
     *     partitions; 10 s
     * @param instanceId a name that stays the same when this instance restarts (a pod's name); it then gets its
     *     partitions back at once. Without one, Kafka waits for {@code sessionTimeout} after a crash
     */
    record Inbox(
            @DefaultValue("1") int consumers,
            @DefaultValue("500") int batchSize,
            @DefaultValue("10s") Duration retryWithin,
            @DefaultValue("10s") Duration sessionTimeout,
            @Nullable String instanceId) {}

    /**
     * Who this service is where certificates do not say it.
     *
     * @param mechanism SCRAM-SHA-512, the default, SCRAM-SHA-256 or PLAIN
     * @param username empty by default: then {@code spring.kafka.properties.sasl.jaas.config} says it
     * @param password its password
     */
    record Sasl(
            @DefaultValue("SCRAM-SHA-512") String mechanism,
            @DefaultValue("") String username,
            @DefaultValue("") String password) {

        @Override
        public String toString() {
            return mechanism + " as " + username;
        }
    }
}
