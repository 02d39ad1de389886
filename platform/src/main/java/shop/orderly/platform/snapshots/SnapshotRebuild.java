package shop.orderly.platform.snapshots;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfiguration;
import org.axonframework.config.Configuration;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.spring.stereotype.Aggregate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shop.orderly.contracts.shared.Actor;

/**
 * Makes snapshots by loading each aggregate as a command would: if as many events have to be read as its definition
 * allows at most, a snapshot is taken. So exactly those get one that would have one anyway.
 */
final class SnapshotRebuild {

    private static final Logger log = LoggerFactory.getLogger(SnapshotRebuild.class);

    private final Snapshots snapshots;
    private final Configuration configuration;
    private final TransactionManager transactions;
    private final Clock clock;
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);

    SnapshotRebuild(Snapshots snapshots, Configuration configuration, TransactionManager transactions, Clock clock) {
        this.snapshots = snapshots;
        this.configuration = configuration;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * How far it has come.
     *
     * @param made snapshots since the call
     * @param done false if it goes on by itself
     */
    record Progress(long made, boolean done) {}

    /**
     * Begins, or joins the one under way on this replica, and waits a while for its end.
     *
     * @throws IllegalStateException if an aggregate could not be loaded
     */
    Progress run(Actor by, Duration patience) {
        var since = clock.instant();
        try {
            begin(by).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Progress(snapshots.madeSince(since), true);
        } catch (TimeoutException goesOn) {
            log.debug("Snapshots are still being made", goesOn);
            return new Progress(snapshots.madeSince(since), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted; snapshots are still being made", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Snapshots could not be made", e);
        }
    }

    private synchronized CompletableFuture<Void> begin(Actor by) {
        if (underWay.isDone()) {
            log.info("{} {} has snapshots made anew", by.kind(), by.id());
            var begun = new CompletableFuture<Void>();
            Thread.ofPlatform().daemon().name("snapshot-rebuild").start(() -> makeAll(begun));
            underWay = begun;
        }
        return underWay;
    }

    private void makeAll(CompletableFuture<Void> done) {
        try {
            for (var kind : snapshotted()) {
                make(kind);
            }
            done.complete(null);
        } catch (RuntimeException e) {
            log.error("Not all snapshots were made", e);
            done.completeExceptionally(e);
        }
    }

    private void make(AggregateConfiguration<?> kind) {
        var behind = snapshots.behind(kind.aggregateType().getSimpleName());
        for (var id : behind) {
            var load = DefaultUnitOfWork.startAndGet(null);
            load.attachTransaction(transactions);
            load.execute(() -> kind.repository().load(id));
        }
        log.info(
                "Looked at {} {}s with events behind their snapshot",
                behind.size(),
                kind.aggregateType().getSimpleName());
    }

    private List<? extends AggregateConfiguration<?>> snapshotted() {
        return configuration.getModules().stream()
                .filter(module -> module.isType(AggregateConfiguration.class))
                .map(module -> (AggregateConfiguration<?>) module.unwrap())
                .filter(kind -> definesSnapshots(kind.aggregateType()))
                .toList();
    }

    private static boolean definesSnapshots(Class<?> type) {
        var aggregate = type.getAnnotation(Aggregate.class);
        return aggregate != null && !aggregate.snapshotTriggerDefinition().isEmpty();
    }
}
