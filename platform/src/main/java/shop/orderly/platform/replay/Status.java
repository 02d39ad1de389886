package shop.orderly.platform.replay;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.eventstore.CommitOrderToken;
import shop.orderly.platform.processing.GroupPlaces;
import shop.orderly.platform.processing.LastFailures;
import tools.jackson.databind.json.JsonMapper;

/** What operators are told of processing groups and rebuilds. */
final class Status {

    private static final int MOST_BEHIND = 100_000;

    private final String service;
    private final Projections projections;
    private final Rebuilds rebuilds;
    private final Pace pace;
    private final Groups groups;

    Status(String service, Projections projections, Rebuilds rebuilds, Pace pace, Groups groups) {
        this.service = service;
        this.projections = projections;
        this.rebuilds = rebuilds;
        this.pace = pace;
        this.groups = groups;
    }

    /** Whence the state of groups is known. */
    record Groups(
            EventProcessingConfiguration processing,
            GroupPlaces places,
            LastFailures failures,
            JdbcClient jdbc,
            Clock clock) {}

    /** Every processing group that reads the log. */
    List<ProjectionView> all() {
        var head = head();
        return groups.processing().eventProcessors().values().stream()
                .filter(StreamingEventProcessor.class::isInstance)
                .map(StreamingEventProcessor.class::cast)
                .sorted(Comparator.comparing(EventProcessor::getName))
                .map(processor -> view(processor, head))
                .toList();
    }

    boolean knows(String group) {
        return groups.processing().eventProcessor(group).isPresent();
    }

    RebuildView view(Rebuild rebuild) {
        return view(rebuild, head());
    }

    /** Where a rebuild stands: null if there is none of the projection under way. */
    @Nullable RebuildView underWay(String group, long head) {
        return rebuilds.underWay(group).map(rebuild -> view(rebuild, head)).orElse(null);
    }

    private ProjectionView view(StreamingEventProcessor processor, long head) {
        var group = processor.getName();
        var places = groups.places().of(group);
        var slowest = places.values().stream().min(Comparator.naturalOrder()).orElse(CommitOrderToken.START);
        var stored = groups.places().stored(group);
        return new ProjectionView(
                service,
                group,
                kind(group),
                projections.find(group).isPresent(),
                slowest.globalIndex(),
                head,
                groups.places().behind(slowest, MOST_BEHIND),
                lagSeconds(slowest),
                stored.stream()
                        .map(segment -> segment(segment, processor, places))
                        .toList(),
                stored.stream().filter(segment -> segment.owner() == null).count(),
                count("SELECT count(*) FROM dead_letter_entry WHERE processing_group = ?", group),
                groups.failures().of(group).orElse(null),
                underWay(group, head));
    }

    private static ProjectionView.SegmentView segment(
            GroupPlaces.Stored stored, StreamingEventProcessor here, Map<Integer, CommitOrderToken> places) {
        return new ProjectionView.SegmentView(
                stored.segment(),
                stored.owner(),
                here.processingStatus().containsKey(stored.segment()),
                places.getOrDefault(stored.segment(), stored.place()).globalIndex());
    }

    private String kind(String group) {
        if (projections.find(group).isPresent()) {
            return "projection";
        }
        var saga = groups.processing().sagaConfigurations().stream()
                .anyMatch(it -> group.equals(groups.processing().sagaProcessingGroup(it.type())));
        return saga ? "saga" : group.equals("outbox") ? "outbox" : "process";
    }

    private long lagSeconds(CommitOrderToken place) {
        return groups.places()
                .firstBehind(place)
                .map(oldest -> Math.max(
                        0, Duration.between(oldest, groups.clock().instant()).toSeconds()))
                .orElse(0L);
    }

    private RebuildView view(Rebuild rebuild, long head) {
        var position = rebuild.state().underWay()
                ? projections.find(rebuild.projection()).map(pace::position).orElse(0L)
                : rebuild.state() == RebuildState.DONE ? rebuild.head() : 0;
        var rate = pace.of(rebuild.id());
        var left = Math.max(0, head - position);
        return new RebuildView(
                rebuild.id(),
                service,
                rebuild.projection(),
                rebuild.state().text(),
                rebuild.from(),
                rebuild.start().globalIndex(),
                position,
                head,
                rate.isPresent() ? Math.rint(rate.getAsDouble()) : null,
                rate.isPresent() && rate.getAsDouble() > 0 ? (long) Math.ceil(left / rate.getAsDouble()) : null,
                rebuild.startedAt(),
                rebuild.startedBy(),
                rebuild.finishedAt(),
                rebuild.error(),
                rebuild.verification() == null ? null : JsonMapper.shared().readTree(rebuild.verification()));
    }

    long head() {
        return groups.jdbc()
                .sql("SELECT coalesce(max(global_index), 0) FROM domain_event")
                .query(Long.class)
                .single();
    }

    private long count(String sql, String group) {
        return groups.jdbc().sql(sql).param(group).query(Long.class).single();
    }
}
