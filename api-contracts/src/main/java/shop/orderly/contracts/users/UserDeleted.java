package shop.orderly.contracts.users;

import shop.orderly.contracts.shared.EventType;

/**
 * A user was deleted; the id is never given again.
 */
@EventType("user.deleted")
public record UserDeleted(UserId userId) implements UserEvent {}
