package shop.orderly.platform.eventstore;

import java.util.Map;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Appends the events of entities that live in tables (users, categories), in the transaction that changes the row. */
public final class EntityEvents {

    private final EventBus eventStore;

    EntityEvents(EventBus eventStore) {
        this.eventStore = eventStore;
    }

    /** As {@link #append(String, String, long, Object, Map)}, with no metadata. */
    public void append(String aggregateType, String streamId, long sequence, Object event) {
        append(aggregateType, streamId, sequence, event, Map.of());
    }

    /**
     * Appends one event of an entity.
     *
     * @param aggregateType the entity's kind, {@code Category}
     * @param streamId the entity's id, unique among all aggregates of this service
     * @param sequence the entity's version after the flush, from 0 and without gaps
     * @throws IllegalStateException if no transaction is open: row and event would not be one change
     * @throws org.axonframework.modelling.command.ConcurrencyException if somebody else changed the entity meanwhile
     */
    public void append(String aggregateType, String streamId, long sequence, Object event, Map<String, ?> metadata) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Append an entity's event in the transaction that changes the entity");
        }
        eventStore.publish(new GenericDomainEventMessage<>(aggregateType, streamId, sequence, event, metadata));
    }
}
