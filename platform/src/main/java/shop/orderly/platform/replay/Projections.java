package shop.orderly.platform.replay;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.processing.GroupHandlers;

/** The declared projections of a service; one that could not be rebuilt safely stops the start. */
final class Projections implements SmartInitializingSingleton {

    private final Map<String, Projection> declared = new LinkedHashMap<>();
    private final GroupHandlers handlers;
    private final JdbcClient jdbc;

    Projections(List<Projection> projections, GroupHandlers handlers, JdbcClient jdbc) {
        for (var projection : projections) {
            if (declared.put(projection.group(), projection) != null) {
                throw new IllegalStateException(projection.group() + " is declared twice");
            }
        }
        this.handlers = handlers;
        this.jdbc = jdbc;
    }

    @Override
    public void afterSingletonsInstantiated() {
        declared.values().forEach(this::check);
    }

    Collection<Projection> all() {
        return declared.values();
    }

    Optional<Projection> find(String group) {
        return Optional.ofNullable(declared.get(group));
    }

    private void check(Projection projection) {
        var others = handlers.notByRowBatch(projection.group());
        if (!others.isEmpty()) {
            throw new IllegalStateException("The projection " + projection.group()
                    + " has handlers that take no RowBatch, so that they would change live rows in a rebuild: "
                    + others);
        }
        for (var table : projection.tables()) {
            if (!ProjectionTables.exists(jdbc, table)) {
                throw new IllegalStateException(
                        "The projection " + projection.group() + " declares " + table + ", which does not exist");
            }
            var ties = ProjectionTables.ties(jdbc, table);
            if (!ties.isEmpty()) {
                throw new IllegalStateException(
                        table + " of " + projection.group() + " cannot be exchanged because of " + ties);
            }
        }
    }
}
