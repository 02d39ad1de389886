package shop.orderly.users.domain;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A refresh token as it is kept: its SHA-256, the login it belongs to (its family), and whether it was used. */
@Entity
@Table(name = "refresh_token", schema = "users")
public class RefreshToken {

    @Id
    private String hash = "";

    private String family = "";

    private String userId = "";

    private Instant beganAt = Instant.EPOCH;

    private Instant expiresAt = Instant.EPOCH;

    private @Nullable Instant usedAt;

    private @Nullable Instant revokedAt;

    RefreshToken(String hash, String family, String userId, Instant beganAt, Instant expiresAt) {
        this.hash = hash;
        this.family = family;
        this.userId = userId;
        this.beganAt = beganAt;
        this.expiresAt = expiresAt;
    }

    String family() {
        return family;
    }

    String userId() {
        return userId;
    }

    /** When its login began. */
    Instant beganAt() {
        return beganAt;
    }

    boolean wasUsed() {
        return usedAt != null;
    }

    /** Used so shortly before that this is more likely the same client twice than somebody else. */
    boolean wasJustUsed(Instant now, Duration grace) {
        return usedAt != null && revokedAt == null && now.isBefore(usedAt.plus(grace));
    }

    boolean isGood(Instant now) {
        return usedAt == null && revokedAt == null && now.isBefore(expiresAt);
    }

    void use(Instant now) {
        usedAt = now;
    }

    /** For Hibernate. */
    protected RefreshToken() {}
}
