package shop.orderly.platform.deadletters;

import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators have given up: whoever meets these events again passes over them. */
public final class DiscardedEvents {

    private final JdbcClient jdbc;

    DiscardedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The ids of a processing group's discarded events; there are few. */
    public Set<String> of(String group) {
        return jdbc.sql("SELECT event_id FROM discarded_letter WHERE processor = ?")
                .param(group)
                .query(String.class)
                .set();
    }
}
