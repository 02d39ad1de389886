package shop.orderly.contracts.users;

import shop.orderly.contracts.shared.EventType;

/**
 * A user's name, address or password changed; the values stay in user-service.
 */
@EventType("user.profile_revised")
public record UserProfileRevised(UserId userId) implements UserEvent {}
