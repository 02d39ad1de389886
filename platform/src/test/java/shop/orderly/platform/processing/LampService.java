package shop.orderly.platform.processing;

import static shop.orderly.platform.access.AccessTable.process;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.axonframework.spring.stereotype.Saga;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.contracts.json.EventHistory;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.platform.access.AccessTable;
import shop.orderly.platform.access.Identities;
import shop.orderly.platform.access.Identity;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.service.OrderlyService;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.TestJwt;

/** A whole service in small: an aggregate, a projection, a saga with a deadline, a durable task. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({
    LampService.Lamp.class,
    LampService.LampProjection.class,
    LampService.LampLog.class,
    LampService.LampWatchSaga.class
})
public class LampService {

    static ConfigurableApplicationContext start(EmbeddedDatabase database, String... properties) {
        return start(WebApplicationType.NONE, database, properties);
    }

    /** With an edge, on a port of its own: {@code local.server.port}. */
    public static ConfigurableApplicationContext startWithEdge(EmbeddedDatabase database) {
        return start(WebApplicationType.SERVLET, database, "server.port=0");
    }

    private static ConfigurableApplicationContext start(
            WebApplicationType web, EmbeddedDatabase database, String... properties) {
        var arguments = Stream.of(
                        Stream.of(database.properties()),
                        Stream.of(
                                "spring.flyway.locations=classpath:db/migration/platform,classpath:db/migration/lamps",
                                "orderly.service.kafka=false",
                                "orderly.processing.groups.lamp-view.dead-letters=true",
                                "orderly.processing.groups.lamp-log.dead-letters=true",
                                TestJwt.PROPERTY),
                        Stream.of(properties))
                .flatMap(all -> all)
                .map("--"::concat)
                .toArray(String[]::new);
        return OrderlyService.builder(LampService.class, "lamps").web(web).run(arguments);
    }

    public static void install(ConfigurableApplicationContext service, String lamp) {
        send(service, new InstallLamp(lamp, 3_600_000));
    }

    public static void switchTimes(ConfigurableApplicationContext service, String lamp, int times) {
        for (var i = 0; i < times; i++) {
            send(service, new SwitchLamp(lamp));
        }
    }

    /** @return how often the lamp has been switched */
    public static Object switchOnce(ConfigurableApplicationContext service, String lamp) {
        return send(service, new SwitchLamp(lamp));
    }

    /** Sends a command as whom the table lets install and switch lamps. */
    static Object send(ConfigurableApplicationContext service, Object command) {
        return Identities.as(
                Identity.process("test"),
                () -> service.getBean(CommandGateway.class).sendAndWait(command));
    }

    sealed interface LampEvent permits LampInstalled, LampSwitched, LampReported {

        String lampId();
    }

    @EventType("lamp.installed")
    record LampInstalled(String lampId, long watchMillis) implements LampEvent {}

    /** Revision 1 did not say which lamp; its stream did. */
    @EventType(value = "lamp.switched", revision = 2, history = SwitchedHistory.class)
    record LampSwitched(String lampId, int times) implements LampEvent {}

    static final class SwitchedHistory implements EventHistory {

        @Override
        public List<Step> steps() {
            return List.of((json, stream) -> json.put("lamp_id", stream));
        }
    }

    @EventType("lamp.reported")
    record LampReported(String lampId, int seen) implements LampEvent {}

    record InstallLamp(@TargetAggregateIdentifier String lampId, long watchMillis) {}

    record SwitchLamp(@TargetAggregateIdentifier String lampId) {}

    record ReportLamp(@TargetAggregateIdentifier String lampId, int seen) {}

    @Bean
    EventTypes eventTypes() {
        return EventTypes.of(LampEvent.class);
    }

    @Bean
    AccessTable lampTable() {
        return AccessTable.of(
                process("test").sends(InstallLamp.class, SwitchLamp.class),
                process("lamp-watch").sends(ReportLamp.class));
    }

    @Bean
    SnapshotTriggerDefinition everyFive(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, 5);
    }

    @Bean
    OneTimeTask<Chore> chore(Chores chores) {
        return Tasks.oneTime("chore", Chore.class)
                .onFailure(Retries.doubling(Duration.ofMillis(20), Duration.ofSeconds(1)))
                .execute((instance, context) -> chores.done.add(instance.getData()));
    }

    @Bean
    Chores chores() {
        return new Chores();
    }

    record Chore(String what, List<String> where) {}

    static class Chores {

        final Queue<Chore> done = new ConcurrentLinkedQueue<>();
    }

    @Aggregate(snapshotTriggerDefinition = "everyFive")
    @Revision("1")
    static class Lamp {

        @AggregateIdentifier
        @SuppressWarnings("UnusedVariable") // the framework reads it
        private String lampId;

        private int times;

        @CommandHandler
        Lamp(InstallLamp command) {
            AggregateLifecycle.apply(new LampInstalled(command.lampId(), command.watchMillis()));
        }

        @CommandHandler
        int handle(SwitchLamp command) {
            AggregateLifecycle.apply(new LampSwitched(command.lampId(), times + 1));
            return times;
        }

        @CommandHandler
        void handle(ReportLamp command) {
            AggregateLifecycle.apply(new LampReported(command.lampId(), command.seen()));
        }

        @EventSourcingHandler
        void on(LampInstalled event) {
            lampId = event.lampId();
        }

        @EventSourcingHandler
        void on(LampSwitched event) {
            times = event.times();
        }

        @SuppressWarnings("NullAway.Init") // the framework fills it from its history
        Lamp() {}
    }

    @ProcessingGroup("lamp-view")
    static class LampProjection {

        static final String SWITCHED = """
                INSERT INTO lamp_view (lamp_id, times, version) VALUES (?, ?, ?)
                ON CONFLICT (lamp_id) DO UPDATE SET times = excluded.times, version = excluded.version
                """;

        @EventHandler
        void on(LampInstalled event, @SequenceNumber long version, RowBatch rows) {
            rows.add(SWITCHED, event.lampId(), 0, version);
        }

        @EventHandler
        void on(LampSwitched event, @SequenceNumber long version, RowBatch rows) {
            if (event.lampId().startsWith("flickers") && event.times() == 14) {
                throw new IllegalStateException(event.lampId());
            }
            rows.add(SWITCHED, event.lampId(), event.times(), version);
        }
    }

    /** Writes by itself, and fails by itself. */
    @ProcessingGroup("lamp-log")
    static class LampLog {

        private final JdbcClient jdbc;

        LampLog(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @EventHandler
        void on(LampSwitched event) {
            jdbc.sql("INSERT INTO lamp_log VALUES (?, ?)")
                    .params(event.lampId(), event.times())
                    .update();
        }
    }

    @Saga
    @ProcessingGroup("lamp-watch")
    public static class LampWatchSaga {

        /** For the framework, which asks for a public one. */
        public LampWatchSaga() {}

        private int seen;

        @StartSaga
        @SagaEventHandler(associationProperty = "lampId")
        void on(LampInstalled event, DeadlineManager deadlines) {
            deadlines.schedule(Duration.ofMillis(event.watchMillis()), "lamp-watch", new Watch(event.lampId()));
        }

        @SagaEventHandler(associationProperty = "lampId")
        void on(LampSwitched event) {
            seen++;
        }

        @DeadlineHandler(deadlineName = "lamp-watch")
        void on(Watch deadline, CommandGateway commands) {
            commands.sendAndWait(new ReportLamp(deadline.lampId(), seen));
        }

        @EndSaga
        @SagaEventHandler(associationProperty = "lampId")
        void on(LampReported event) {}
    }

    record Watch(String lampId) {}
}
