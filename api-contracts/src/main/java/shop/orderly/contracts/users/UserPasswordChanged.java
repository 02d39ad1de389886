package shop.orderly.contracts.users;

import shop.orderly.contracts.shared.EventType;

/**
 * A user has another password; every session has ended.
 */
@EventType("user.password_changed")
public record UserPasswordChanged(UserId userId) implements UserEvent {}
