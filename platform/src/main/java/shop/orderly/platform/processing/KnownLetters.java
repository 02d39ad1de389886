package shop.orderly.platform.processing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Asks as rarely as it can whether a group has parked anything at all, not once per event: while there is something, once
 * per unit of work; while there is nothing, once per claim of a segment.
 *
 * <p>Only the owner of a segment parks its sequences, and each time through this queue. So where it has seen nothing there
 * will be nothing of that segment until it parks an event itself, or until the segment is claimed: by then another replica
 * may have parked some, or a rebuild has brought its own.
 */
final class KnownLetters implements SequencedDeadLetterQueue<EventMessage<?>> {

    private final String resource;
    private final String segmentResource;
    private final SequencedDeadLetterQueue<EventMessage<?>> queue;
    private final BooleanSupplier anyStored;
    private final Set<Integer> emptySegments = ConcurrentHashMap.newKeySet();

    /** @param anyStored looks whether anything of the group is parked, in the current transaction */
    KnownLetters(String group, SequencedDeadLetterQueue<EventMessage<?>> queue, BooleanSupplier anyStored) {
        this.resource = KnownLetters.class.getName() + ':' + group;
        this.segmentResource = "Processor[" + group + "]/SegmentId"; // as the processor names it
        this.queue = queue;
        this.anyStored = anyStored;
    }

    /** To be called when a segment is claimed, before anything of it is handled. */
    void forget(int segment) {
        emptySegments.remove(segment);
    }

    @Override
    public void enqueue(Object sequenceIdentifier, DeadLetter<? extends EventMessage<?>> letter) {
        CurrentUnitOfWork.ifStarted(unit -> unit.resources().put(resource, true));
        emptySegments.clear();
        queue.enqueue(sequenceIdentifier, letter);
    }

    @Override
    public boolean enqueueIfPresent(
            Object sequenceIdentifier, Supplier<DeadLetter<? extends EventMessage<?>>> letterBuilder) {
        return anyParked() && queue.enqueueIfPresent(sequenceIdentifier, letterBuilder);
    }

    @Override
    public void evict(DeadLetter<? extends EventMessage<?>> letter) {
        queue.evict(letter);
    }

    @Override
    public void requeue(
            DeadLetter<? extends EventMessage<?>> letter,
            UnaryOperator<DeadLetter<? extends EventMessage<?>>> letterUpdater) {
        queue.requeue(letter, letterUpdater);
    }

    @Override
    public boolean contains(Object sequenceIdentifier) {
        return queue.contains(sequenceIdentifier);
    }

    @Override
    public Iterable<DeadLetter<? extends EventMessage<?>>> deadLetterSequence(Object sequenceIdentifier) {
        return queue.deadLetterSequence(sequenceIdentifier);
    }

    @Override
    public Iterable<Iterable<DeadLetter<? extends EventMessage<?>>>> deadLetters() {
        return queue.deadLetters();
    }

    @Override
    public boolean isFull(Object sequenceIdentifier) {
        return queue.isFull(sequenceIdentifier);
    }

    @Override
    public long size() {
        return queue.size();
    }

    @Override
    public long sequenceSize(Object sequenceIdentifier) {
        return queue.sequenceSize(sequenceIdentifier);
    }

    @Override
    public long amountOfSequences() {
        return queue.amountOfSequences();
    }

    @Override
    public boolean process(
            Predicate<DeadLetter<? extends EventMessage<?>>> sequenceFilter,
            Function<DeadLetter<? extends EventMessage<?>>, EnqueueDecision<EventMessage<?>>> processingTask) {
        return queue.process(sequenceFilter, processingTask);
    }

    @Override
    public boolean process(
            Function<DeadLetter<? extends EventMessage<?>>, EnqueueDecision<EventMessage<?>>> processingTask) {
        return queue.process(processingTask);
    }

    @Override
    public void clear() {
        queue.clear();
    }

    private boolean anyParked() {
        if (!CurrentUnitOfWork.isStarted()) {
            return true;
        }
        var unit = CurrentUnitOfWork.get();
        Boolean known = unit.getResource(resource);
        if (known == null) {
            known = lookAt(unit.getResource(segmentResource));
            unit.resources().put(resource, known);
        }
        return known;
    }

    private boolean lookAt(@Nullable Integer segment) {
        if (segment == null) {
            return anyStored.getAsBoolean();
        }
        if (emptySegments.contains(segment)) {
            return false;
        }
        if (anyStored.getAsBoolean()) {
            return true;
        }
        emptySegments.add(segment);
        return false;
    }
}
