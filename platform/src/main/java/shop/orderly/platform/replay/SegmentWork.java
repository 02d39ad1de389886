package shop.orderly.platform.replay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shop.orderly.platform.eventstore.CommitOrderToken;
import shop.orderly.platform.eventstore.LogPages;

/**
 * One segment of a rebuild on this replica: claims it, handles the log page by page, each in one transaction together with
 * its place, and starts again from that place when something fails.
 */
final class SegmentWork implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentWork.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(60);

    private final String name;
    private final Segment segment;
    private final EventHandlerInvoker invoker;
    private final Means means;
    private final LogPages pages;
    private final Semaphore turns;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Duration pause = FIRST_PAUSE;

    /** @param turns of which one is needed to handle a page */
    SegmentWork(
            String name, Segment segment, EventHandlerInvoker invoker, Means means, LogPages pages, Semaphore turns) {
        this.name = name;
        this.segment = segment;
        this.invoker = invoker;
        this.means = means;
        this.pages = pages;
        this.turns = turns;
    }

    /**
     * What a segment is worked on with.
     *
     * @param idle how long a segment whose log has ended keeps quiet before it says that it is still there
     * @param claimInterval how long it waits before it asks again for a segment that another replica has
     */
    record Means(
            TokenStore tokens,
            TransactionManager transactions,
            ErrorHandler errors,
            Duration idle,
            Duration claimInterval) {}

    /** Ends the work behind the page that is being handled. */
    void stop() {
        stopped.countDown();
    }

    private boolean wanted() {
        return stopped.getCount() > 0;
    }

    @Override
    public void run() {
        while (wanted()) {
            try {
                var token = claim();
                if (token == null) {
                    pause(means.claimInterval());
                    continue;
                }
                work(token);
            } catch (UnableToClaimTokenException lost) {
                LOG.info("{}", lost.getMessage());
            } catch (InterruptedException e) {
                stop();
            } catch (Exception e) {
                LOG.warn("Segment {} of {} tries again in {}", segment.getSegmentId(), name, pause, e);
                release();
                pause(pause);
                pause = pause.multipliedBy(2).compareTo(LAST_PAUSE) < 0 ? pause.multipliedBy(2) : LAST_PAUSE;
            }
        }
        release();
    }

    /** Where the segment stands; null while it belongs to another replica. */
    private @Nullable TrackingToken claim() {
        try {
            return means.transactions()
                    .fetchInTransaction(() -> means.tokens().fetchToken(name, segment.getSegmentId()));
        } catch (UnableToClaimTokenException others) {
            return null;
        }
    }

    private void work(TrackingToken from) throws Exception {
        var token = from;
        while (wanted()) {
            var place = (CommitOrderToken) WrappedToken.unwrapLowerBound(token);
            var page = pages.after(place, means.idle());
            if (page.end().equals(place)) {
                means.transactions()
                        .executeInTransaction(() -> means.tokens().extendClaim(name, segment.getSegmentId()));
                continue;
            }
            turns.acquire();
            try {
                token = handle(page, token);
                pause = FIRST_PAUSE;
            } finally {
                turns.release();
            }
        }
    }

    private TrackingToken handle(LogPages.Page page, TrackingToken from) throws Exception {
        var end = WrappedToken.advance(from, page.end());
        var events = page.events().stream()
                .filter(this::canHandle)
                .<TrackedEventMessage<?>>map(
                        event -> event.withTrackingToken(WrappedToken.advance(from, event.trackingToken())))
                .toList();
        if (events.isEmpty()) {
            means.transactions().executeInTransaction(() -> store(end));
        } else {
            handle(events, end);
        }
        return end;
    }

    private boolean canHandle(TrackedEventMessage<?> event) {
        try {
            return invoker.canHandle(event, segment);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot see where event " + event.getIdentifier() + " belongs", e);
        }
    }

    private void handle(List<TrackedEventMessage<?>> events, TrackingToken end) throws Exception {
        var unit = DefaultUnitOfWork.<EventMessage<?>>startAndGet(events.getFirst());
        try {
            unit.attachTransaction(means.transactions());
            store(end);
            for (var event : events) {
                invoker.handle(event, segment);
            }
            unit.commit();
        } catch (Exception e) {
            if (unit.isActive()) {
                unit.rollback(e);
            }
            means.errors().handleError(new ErrorContext(name, e, List.copyOf(events)));
            throw e;
        }
    }

    /** First of all in a transaction: whoever exchanges tables locks tokens before them. */
    private void store(TrackingToken place) {
        means.tokens().storeToken(place, name, segment.getSegmentId());
    }

    private void release() {
        invoker.segmentReleased(segment);
        try {
            means.transactions().executeInTransaction(() -> means.tokens().releaseClaim(name, segment.getSegmentId()));
        } catch (RuntimeException e) {
            LOG.warn("Segment {} of {} stays claimed until the claim runs out", segment.getSegmentId(), name, e);
        }
    }

    private void pause(Duration length) {
        try {
            if (stopped.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("Segment {} of {} is left where it stands", segment.getSegmentId(), name);
            }
        } catch (InterruptedException e) {
            stop();
        }
    }
}
