package shop.orderly.users.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.users.domain.User;

/** A user as shown to that user and to administrators. */
record UserResponse(
        String id,
        String username,
        String email,
        @Nullable String firstName,
        @Nullable String lastName,
        List<String> roles,
        String status,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static UserResponse of(User user) {
        var profile = user.profile();
        return new UserResponse(
                user.id(),
                profile.username(),
                profile.email(),
                profile.firstName(),
                profile.lastName(),
                user.roles(),
                user.status(),
                user.currentVersion(),
                user.createdAt(),
                user.updatedAt());
    }
}
