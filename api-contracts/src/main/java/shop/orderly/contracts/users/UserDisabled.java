package shop.orderly.contracts.users;

import shop.orderly.contracts.shared.EventType;

/**
 * A user may not log in any more, until enabled; every session has ended.
 */
@EventType("user.disabled")
public record UserDisabled(UserId userId) implements UserEvent {}
