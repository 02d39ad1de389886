package shop.orderly.platform.access;

import static shop.orderly.platform.access.AccessTable.get;
import static shop.orderly.platform.access.AccessTable.post;
import static shop.orderly.platform.access.AccessTable.process;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.platform.eventstore.EntityEvents;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.service.OrderlyService;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.TestJwt;

/** A service that opens doors for merchants, and remembers on whose behalf each message came. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({DoorService.Endpoint.class, DoorService.Doors.class, DoorService.DoorBell.class})
class DoorService {

    @EventType("door.opened")
    record DoorOpened(String door) {}

    record OpenDoor(String door, Actor actor) {}

    record ForceDoor(String door) {}

    record RingBell(String door) {}

    record OilHinges(String door) {}

    record FindDoor(String door) {}

    static ConfigurableApplicationContext start(EmbeddedDatabase database, Class<?>... more) {
        var arguments = Stream.concat(
                        Stream.of(database.properties()),
                        Stream.of(
                                "spring.flyway.locations=classpath:db/migration/platform",
                                "server.port=0",
                                "orderly.service.kafka=false",
                                "orderly.processing.groups.door-bell.dead-letters=true",
                                TestJwt.PROPERTY))
                .map("--"::concat)
                .toArray(String[]::new);
        return OrderlyService.builder(DoorService.class, "doors").sources(more).run(arguments);
    }

    @Bean
    EventTypes eventTypes() {
        return EventTypes.of(DoorOpened.class);
    }

    @Bean
    AccessTable doorTable() {
        return AccessTable.of(
                get("/doors/{door}").everybody().sends(FindDoor.class),
                post("/doors/{door}/openings").all(Role.MERCHANT).sends(OpenDoor.class),
                post("/doors/{door}/forcings").all(Role.MERCHANT),
                post("/doors/{door}/lockpickings").all(Role.OPS).sends(ForceDoor.class),
                process("door-bell").sends(RingBell.class),
                process("hinges").sends(OilHinges.class));
    }

    @Bean
    OneTimeTask<Void> hinges(ObjectProvider<CommandGateway> commands) {
        return Tasks.oneTime("hinges")
                .execute((task, context) -> commands.getObject().sendAndWait(new OilHinges(task.getId())));
    }

    @RestController
    static class Endpoint {

        private final CommandGateway commands;
        private final QueryGateway queries;

        Endpoint(CommandGateway commands, QueryGateway queries) {
            this.commands = commands;
            this.queries = queries;
        }

        @GetMapping("/doors/{door}")
        String door(@PathVariable String door) {
            return queries.query(new FindDoor(door), String.class).join();
        }

        @PostMapping("/doors/{door}/openings")
        void open(@PathVariable String door) {
            commands.sendAndWait(new OpenDoor(door, Actor.of("merchant", "mary")));
        }

        /** Sends what its row does not say. */
        @PostMapping("/doors/{door}/forcings")
        void force(@PathVariable String door) {
            commands.sendAndWait(new ForceDoor(door));
        }

        @PostMapping("/doors/{door}/lockpickings")
        void pick(@PathVariable String door) {
            commands.sendAndWait(new ForceDoor(door));
        }
    }

    static class Doors {

        final Queue<String> seen = new ConcurrentLinkedQueue<>();
        final AtomicInteger conflicts = new AtomicInteger();

        private final EntityEvents events;

        Doors(EntityEvents events) {
            this.events = events;
        }

        @CommandHandler
        void handle(OpenDoor command, MetaData metaData) {
            note(command.door(), "opened", metaData);
            if (conflicts.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new ConcurrencyException("two at once");
            }
            events.append("Door", command.door(), 0, new DoorOpened(command.door()));
        }

        @CommandHandler
        void handle(ForceDoor command, MetaData metaData) {
            note(command.door(), "forced", metaData);
        }

        @CommandHandler
        void handle(RingBell command, MetaData metaData) {
            note(command.door(), "rung", metaData);
        }

        @CommandHandler
        void handle(OilHinges command, MetaData metaData) {
            note(command.door(), "oiled", metaData);
        }

        @QueryHandler
        String handle(FindDoor query, MetaData metaData) {
            note(query.door(), "found", metaData);
            return query.door();
        }

        private void note(String door, String what, MetaData metaData) {
            seen.add(door + " " + what + " by " + metaData.get("identity"));
        }
    }

    @ProcessingGroup("door-bell")
    static class DoorBell {

        final AtomicInteger failures = new AtomicInteger();

        @EventHandler
        void on(DoorOpened event, CommandGateway commands) {
            if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new IllegalStateException("no current");
            }
            commands.sendAndWait(new RingBell(event.door()));
        }
    }
}
