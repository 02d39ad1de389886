package shop.orderly.platform.telemetry;

import java.util.Objects;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import shop.orderly.platform.processing.GroupPlaces;

/** How far a processing group is, on whichever replica its segments are worked on: asked when meters are read. */
final class Backlog {

    /** Further behind than this is told as this; counting more would cost more than it tells. */
    static final int MOST = 100_000;

    private static final String UNCLAIMED =
            "SELECT count(*) FROM token_entry WHERE processor_name = ? AND owner IS NULL";

    private final JdbcTemplate jdbc;
    private final GroupPlaces places;

    Backlog(JdbcTemplate jdbc, GroupPlaces places) {
        this.jdbc = jdbc;
        this.places = places;
    }

    /** Events behind the group's slowest segment, at most {@value #MOST}; {@code NaN} if the database cannot be asked. */
    double behind(String group) {
        try {
            return places.behind(places.slowest(group), MOST);
        } catch (DataAccessException away) {
            return Double.NaN;
        }
    }

    /** Segments that no replica works on, which is what a failed segment is until it is tried again. */
    double unclaimed(String group) {
        try {
            return Objects.requireNonNullElse(jdbc.queryForObject(UNCLAIMED, Long.class, group), 0L);
        } catch (DataAccessException away) {
            return Double.NaN;
        }
    }
}
