package shop.orderly.platform.processing;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service processes its events.
 *
 * @param groups the settings of single processing groups, by name; a group that is not named has the defaults
 * @param claimInterval how often a replica looks for segments that nobody works on, and the pause before a failed segment
 *     is tried again the first time; then it doubles up to 60 s. Default 1 s
 * @param claimTimeout after which silence of a replica its segments go to another. Default 10 s
 * @param conflictRetries how often a command that lost a race is repeated before the sender hears of it; 0 = never.
 *     Default 6
 * @param conflictPause the pause before the first repetition, at most; it doubles each time, and a random part of it is
 *     taken. Default 10 ms
 * @param taskThreads how many durable tasks and deadlines run at once. Default 10
 * @param taskPollInterval how often a replica looks for due tasks and deadlines, other than those that it scheduled
 *     itself to run at once. Default 500 ms
 * @param taskHeartbeat how often a replica says that it still works on a task; after four missed beats another takes over.
 *     Default 5 s
 */
@ConfigurationProperties("orderly.processing")
public record ProcessingProperties(
        @DefaultValue Map<String, Group> groups,
        @DefaultValue("1s") Duration claimInterval,
        @DefaultValue("10s") Duration claimTimeout,
        @DefaultValue("6") int conflictRetries,
        @DefaultValue("10ms") Duration conflictPause,
        @DefaultValue("10") int taskThreads,
        @DefaultValue("500ms") Duration taskPollInterval,
        @DefaultValue("5s") Duration taskHeartbeat) {

    /** How the events reach a group. */
    public enum Mode {
        /** After the commit, from the log, on the group's own threads. */
        STREAMING,
        /** Before the commit, in the transaction and on the thread that appends; a failure refuses the append. */
        SUBSCRIBING
    }

    /**
     * The settings of one processing group.
     *
     * @param segments into how many parts the group's work is divided, which may be done at once and by several replicas;
     *     taken when the group first starts, 1 or more. Default 2
     * @param batchSize how many events are handled in one transaction at most, 1 or more. Default 100, and 1 for sagas,
     *     whose remote calls must come before the transaction's first write
     * @param deadLetters whether an event that cannot be handled is parked with all later ones of its sequence while the
     *     others flow on; otherwise it holds up its segment. Default false
     * @param mode how the events reach the group. Default streaming
     */
    public record Group(
            @DefaultValue("2") int segments,
            @Nullable Integer batchSize,
            @DefaultValue("false") boolean deadLetters,
            @DefaultValue("streaming") Mode mode) {

        static final Group DEFAULT = new Group(2, null, false, Mode.STREAMING);

        int batchSize(boolean saga) {
            return batchSize != null ? batchSize : saga ? 1 : 100;
        }
    }

    Group group(String name) {
        return groups.getOrDefault(name, Group.DEFAULT);
    }
}
