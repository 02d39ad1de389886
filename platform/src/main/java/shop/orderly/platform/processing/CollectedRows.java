package shop.orderly.platform.processing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** The statements of one unit of work, by the event that wants them. */
final class CollectedRows {

    private static final String RESOURCE = CollectedRows.class.getName();

    private final Map<Wanting, OfEvent> events = new LinkedHashMap<>();

    /** Which event in which group. */
    private record Wanting(String group, String eventId) {

        static Wanting of(String group, EventMessage<?> event) {
            return new Wanting(group, event.getIdentifier());
        }
    }

    /** One statement of an event. */
    record Row(String sql, List<@Nullable Object> arguments) {}

    /** What one event wants in one processing group. */
    record OfEvent(String group, @Nullable RowTarget target, EventMessage<?> event, List<Row> rows)
            implements RowBatch {

        @Override
        public void add(String sql, @Nullable Object... arguments) {
            var copy = new ArrayList<@Nullable Object>(arguments.length);
            for (var argument : arguments) {
                copy.add(argument);
            }
            rows.add(new Row(target == null ? sql : target.statements().apply(sql), copy));
        }

        String parkedAs() {
            return target == null ? group : target.parkedAs();
        }
    }

    /** The rows collected in the current unit of work; written before it commits. */
    static CollectedRows current(RowWriter writer) {
        UnitOfWork<?> unit = CurrentUnitOfWork.get();
        CollectedRows present = unit.getResource(RESOURCE);
        if (present != null) {
            return present;
        }
        var rows = new CollectedRows();
        unit.resources().put(RESOURCE, rows);
        unit.onPrepareCommit(committing -> writer.write(rows, committing));
        return rows;
    }

    OfEvent of(String group, EventMessage<?> event) {
        return events.computeIfAbsent(
                Wanting.of(group, event), key -> new OfEvent(group, RowTarget.current(), event, new ArrayList<>()));
    }

    /** Forgets what a failed event wanted. */
    void discard(String group, EventMessage<?> event) {
        events.remove(Wanting.of(group, event));
    }

    /** Takes everything out. */
    List<OfEvent> drain() {
        var all = events.values().stream()
                .filter(event -> !event.rows().isEmpty())
                .toList();
        events.clear();
        return all;
    }
}
