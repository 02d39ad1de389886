package shop.orderly.inventory;

import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.modelling.command.Repository;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import shop.orderly.contracts.inventory.InventoryEvent;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc;
import shop.orderly.inventory.adapter.HoldTerms;
import shop.orderly.inventory.domain.StockItem;
import shop.orderly.inventory.domain.StockReservation;
import shop.orderly.inventory.domain.StockReservations;
import shop.orderly.inventory.process.StockOpening;
import shop.orderly.platform.faults.FaultPoint;
import shop.orderly.platform.identity.MethodAccess;
import shop.orderly.platform.link.Publications;
import shop.orderly.platform.replay.Projection;
import shop.orderly.platform.telemetry.InvariantCheck;

/** Wires inventory. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(InventoryProperties.class)
public class InventoryConfiguration {

    /** How many events of a stock item are read at most before a new snapshot is taken (docs/adr/0005). */
    private static final int EVENTS_PER_SNAPSHOT = 200;

    @Bean
    StockReservations stockReservations(Repository<StockReservation> reservations, Repository<StockItem> items) {
        return new StockReservations(reservations, items);
    }

    @Bean
    SnapshotTriggerDefinition stockItemSnapshots(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_PER_SNAPSHOT);
    }

    /** In the transaction of the event, unlike every other group (docs/adr/0006). */
    @Bean
    ConfigurerModule stockOpeningSubscribes() {
        return axon -> axon.eventProcessing().registerSubscribingEventProcessor(StockOpening.GROUP);
    }

    @Bean
    HoldTerms holdTerms(InventoryProperties properties) {
        return properties.terms();
    }

    /** Reservations are order-saga's alone. */
    @Bean
    MethodAccess reservationsAccess() {
        return MethodAccess.nobody()
                .and(StockReservationsGrpc.getReserveMethod(), "order-saga")
                .and(StockReservationsGrpc.getReleaseMethod(), "order-saga")
                .and(StockReservationsGrpc.getCommitMethod(), "order-saga");
    }

    @Bean
    @Profile("local")
    FaultPoint stockFault() {
        return FaultPoint.named("stock");
    }

    @Bean
    Projection stockLevel() {
        return Projection.of("stock-level", "inventory.stock_level");
    }

    @Bean
    Publications inventoryPublications() {
        return Publications.none().and("inventory.events", InventoryEvent.class);
    }

    /** Levels that cannot be, among the newest events and in all rows; whether the holds add up is for the audit. */
    @Bean
    InvariantCheck stockInvariant() {
        return InvariantCheck.of("I1", """
                SELECT (SELECT count(*) FROM inventory.stock_level WHERE reserved < 0 OR reserved > on_hand)
                     + (SELECT count(*) FROM (
                            SELECT convert_from(payload, 'UTF8')::json AS stock FROM %s e WHERE type LIKE 'stock.%%') s
                        WHERE (stock ->> 'reserved')::bigint < 0
                           OR (stock ->> 'reserved')::bigint > (stock ->> 'on_hand')::bigint)""".formatted(InvariantCheck.newestEvents()));
    }
}
