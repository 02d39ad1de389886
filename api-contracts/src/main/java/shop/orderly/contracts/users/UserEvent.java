package shop.orderly.contracts.users;

/** A fact about a user, free of personal data. Published by user-service on {@code user.events}, keyed by the user's id. */
public sealed interface UserEvent
        permits UserRegistered,
                UserProfileRevised,
                UserPasswordChanged,
                UserRolesChanged,
                UserDisabled,
                UserEnabled,
                UserDeleted {

    UserId userId();
}
