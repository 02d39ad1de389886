package shop.orderly.platform.security;

import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import shop.orderly.contracts.users.UserDeleted;
import shop.orderly.contracts.users.UserDisabled;
import shop.orderly.contracts.users.UserEnabled;
import shop.orderly.contracts.users.UserEvent;
import shop.orderly.contracts.users.UserPasswordChanged;
import shop.orderly.contracts.users.UserProfileRevised;
import shop.orderly.contracts.users.UserRegistered;
import shop.orderly.contracts.users.UserRolesChanged;

/** Which facts about a user end the user's sessions. */
@ProcessingGroup("ended-sessions")
final class EndedSessionsProjection {

    private final EndedSessions sessions;

    EndedSessionsProjection(EndedSessions sessions) {
        this.sessions = sessions;
    }

    @EventHandler
    void on(UserEvent event, @SequenceNumber long sequence, @Timestamp Instant at) {
        if (endsSessions(event)) {
            sessions.end(event.userId().value(), sequence, at);
        }
    }

    private static boolean endsSessions(UserEvent event) {
        return switch (event) {
            case UserPasswordChanged changed -> true;
            case UserRolesChanged changed -> true;
            case UserDisabled disabled -> true;
            case UserDeleted deleted -> true;
            case UserRegistered registered -> false;
            case UserProfileRevised revised -> false;
            case UserEnabled enabled -> false;
        };
    }
}
