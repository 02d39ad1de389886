package shop.orderly.contracts.users;

import shop.orderly.contracts.shared.EventType;

/**
 * A user's name or address changed; the values stay in user-service.
 */
@EventType("user.profile_revised")
public record UserProfileRevised(UserId userId) implements UserEvent {}
