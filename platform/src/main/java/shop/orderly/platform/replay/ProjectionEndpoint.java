package shop.orderly.platform.replay;

import java.net.URI;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.platform.web.Caller;
import shop.orderly.platform.web.ItemsPage;

/** The processing groups of this service, and the rebuilds of its projections. */
@RestController
@RequestMapping("/ops/v1/projections")
class ProjectionEndpoint {

    private final Status status;
    private final RebuildOperations operations;

    ProjectionEndpoint(Status status, RebuildOperations operations) {
        this.status = status;
        this.operations = operations;
    }

    /**
     * @param from {@code start} (default), an ISO instant, or the number of an event
     */
    record NewRebuild(@Nullable String from) {}

    @GetMapping
    ItemsPage<ProjectionView> list() {
        return new ItemsPage<>(status.all(), null);
    }

    @PostMapping("/{name}/rebuilds")
    ResponseEntity<RebuildView> start(
            @PathVariable String name, @RequestBody(required = false) @Nullable NewRebuild wanted, Caller caller) {
        var from = wanted == null || wanted.from() == null ? "start" : wanted.from();
        var rebuild = operations.start(name, from, caller.actor().toString());
        return ResponseEntity.accepted()
                .location(URI.create("/ops/v1/projections/" + name + "/rebuilds/" + rebuild.id()))
                .body(status.view(rebuild));
    }

    @GetMapping("/{name}/rebuilds/{id}")
    RebuildView get(@PathVariable String name, @PathVariable String id) {
        return status.view(operations.find(name, id));
    }

    @PostMapping("/{name}/rebuilds/{id}/pause")
    RebuildView pause(@PathVariable String name, @PathVariable String id) {
        return changed(name, id, operations::pause);
    }

    @PostMapping("/{name}/rebuilds/{id}/resume")
    RebuildView resume(@PathVariable String name, @PathVariable String id) {
        return changed(name, id, operations::resume);
    }

    @PostMapping("/{name}/rebuilds/{id}/cancel")
    RebuildView cancel(@PathVariable String name, @PathVariable String id) {
        return changed(name, id, operations::cancel);
    }

    @PostMapping("/{name}/rollback")
    RebuildView rollBack(@PathVariable String name) {
        return status.view(operations.rollBack(name));
    }

    private RebuildView changed(String name, String id, BiFunction<String, String, Rebuild> change) {
        return status.view(change.apply(name, id));
    }
}
