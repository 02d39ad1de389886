package shop.orderly.platform.eventstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.core.io.ClassPathResource;

/**
 * After every migration: gives the service's role what it needs of all tables, and of the event log no more than reading
 * and adding. Where one role does both, it owns the tables and nothing can be taken from it ({@link EventRights}).
 */
final class ApplicationRoleGrants implements Callback {

    private static final String GRANTS = "db/roles/grants.sql";

    private final String application;

    ApplicationRoleGrants(String application) {
        this.application = application;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        var connection = context.getConnection();
        try {
            if (application.equals(connection.getMetaData().getUserName())) {
                return;
            }
            try (var setting = connection.prepareStatement("SELECT set_config('orderly.application_role', ?, false)");
                    var grants = connection.createStatement()) {
                setting.setString(1, application);
                setting.execute();
                grants.execute(new ClassPathResource(GRANTS).getContentAsString(StandardCharsets.UTF_8));
            }
        } catch (SQLException e) {
            throw new FlywayException("Role " + application + " cannot be given its rights", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String getCallbackName() {
        return "application-role-grants";
    }
}
