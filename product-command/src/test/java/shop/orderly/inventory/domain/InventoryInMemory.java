package shop.orderly.inventory.domain;

import java.util.List;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.Message;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;

/** All of inventory's domain on a bus and a store in memory: what one fixture cannot show, since it holds one aggregate. */
final class InventoryInMemory {

    private final EmbeddedEventStore store = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final CommandGateway gateway;

    InventoryInMemory() {
        var bus = SimpleCommandBus.builder().build();
        var items = EventSourcingRepository.builder(StockItem.class)
                .eventStore(store)
                .build();
        var reservations = EventSourcingRepository.builder(StockReservation.class)
                .eventStore(store)
                .build();
        subscribe(bus, items);
        new AnnotationCommandHandlerAdapter<>(new StockReservations(reservations, items)).subscribe(bus);
        gateway = DefaultCommandGateway.builder().commandBus(bus).build();
    }

    Object send(Object command) {
        return gateway.sendAndWait(command);
    }

    /** The facts of one stream, oldest first. */
    List<Object> facts(Object id) {
        return store.readEvents(id.toString())
                .asStream()
                .<Object>map(Message::getPayload)
                .toList();
    }

    private static void subscribe(SimpleCommandBus bus, EventSourcingRepository<StockItem> items) {
        AggregateAnnotationCommandHandler.<StockItem>builder()
                .aggregateType(StockItem.class)
                .repository(items)
                .build()
                .subscribe(bus);
    }
}
