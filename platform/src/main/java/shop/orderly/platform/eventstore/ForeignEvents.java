package shop.orderly.platform.eventstore;

import java.util.List;

/** Takes events of other services into the own log, each once. */
public interface ForeignEvents {

    /**
     * Appends what is not stored yet, in the given order and in the current transaction if there is one.
     *
     * @return how many were new; an event whose id is stored already is dropped
     * @throws ForeignEventConflictException if another event already has the place (aggregate, sequence) of one of them:
     *     publisher and log disagree, and somebody has to look
     * @throws org.axonframework.modelling.command.ConcurrencyException if the events would be sorted before their
     *     predecessors: append them again in a new transaction
     */
    int append(List<RawEvent> events);
}
