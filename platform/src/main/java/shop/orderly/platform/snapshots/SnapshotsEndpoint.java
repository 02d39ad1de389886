package shop.orderly.platform.snapshots;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.platform.web.Caller;
import shop.orderly.platform.web.ItemsPage;

/** For operators: the snapshots of long aggregates. */
@Hidden
@RestController
@RequestMapping("/ops/v1/snapshots")
class SnapshotsEndpoint {

    /** Shorter than the gateway waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(SnapshotsEndpoint.class);

    private final Snapshots snapshots;
    private final SnapshotRebuild rebuild;
    private final String service;

    SnapshotsEndpoint(Snapshots snapshots, SnapshotRebuild rebuild, String service) {
        this.snapshots = snapshots;
        this.rebuild = rebuild;
        this.service = service;
    }

    record SnapshotsResponse(String service, String aggregateType, long count, Instant newestAt) {}

    record DroppedResponse(String service, int dropped) {}

    /**
     * @param made so far
     * @param done false if it still goes on
     */
    record RebuildResponse(String service, long made, boolean done) {}

    @GetMapping
    ItemsPage<SnapshotsResponse> list() {
        return new ItemsPage<>(
                snapshots.kinds().stream()
                        .map(kind ->
                                new SnapshotsResponse(service, kind.aggregateType(), kind.count(), kind.newestAt()))
                        .toList(),
                null);
    }

    @DeleteMapping
    DroppedResponse drop(
            @RequestParam(name = "aggregate_type", required = false) @Nullable String aggregateType, Caller caller) {
        var dropped = snapshots.drop(aggregateType);
        log.info("{} {} dropped {} snapshots", caller.actor().kind(), caller.id(), dropped);
        return new DroppedResponse(service, dropped);
    }

    @PostMapping("/rebuilds")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RebuildResponse rebuild(Caller caller) {
        var progress = rebuild.run(caller.actor(), PATIENCE);
        return new RebuildResponse(service, progress.made(), progress.done());
    }
}
