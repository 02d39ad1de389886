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
import org.axonframework.eventhandling.ResetHandler;
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
        return OrderlyService.builder(LampService.class, "lamps")
                .web(WebApplicationType.NONE)
                .run(arguments);
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

    @EventType("lamp.switched")
    record LampSwitched(String lampId, int times) implements LampEvent {}

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

        private final JdbcClient jdbc;

        LampProjection(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

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

        @ResetHandler
        void reset() {
            jdbc.sql("DELETE FROM lamp_view").update();
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
