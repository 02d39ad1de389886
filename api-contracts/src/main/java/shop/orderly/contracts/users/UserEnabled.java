package shop.orderly.contracts.users;

import shop.orderly.contracts.shared.EventType;

/**
 * A user who was disabled may log in again; sessions from before stay ended.
 */
@EventType("user.enabled")
public record UserEnabled(UserId userId) implements UserEvent {}
