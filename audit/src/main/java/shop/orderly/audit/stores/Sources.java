package shop.orderly.audit.stores;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the stores are.
 *
 * @param logins of every database
 * @param kafka settings of a Kafka client that may describe and read every topic; null if there is none, and then what
 *     the topics hold is unknown
 * @param topicPrefix what the names of the topics begin with; empty as a rule
 */
public record Sources(Map<Database, Login> logins, @Nullable Map<String, Object> kafka, String topicPrefix) {
    public Sources {
        logins = Map.copyOf(logins);
        kafka = kafka == null ? null : Map.copyOf(kafka);
    }

    public Login login(Database database) {
        var login = logins.get(database);
        if (login == null) {
            throw new UnreadableException("Nobody said where " + database.usualName() + " is");
        }
        return login;
    }
}
