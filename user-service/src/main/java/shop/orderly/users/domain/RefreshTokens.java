package shop.orderly.users.domain;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** All refresh tokens, used ones too until they expire. */
public interface RefreshTokens extends JpaRepository<RefreshToken, String> {

    /** Whose it is; nothing is locked or loaded. */
    @Query("select t.userId from RefreshToken t where t.hash = :hash")
    Optional<String> ownerOf(String hash);

    /** Locked, so that of two simultaneous uses one is the second. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select t from RefreshToken t where t.hash = :hash")
    Optional<RefreshToken> findForUse(String hash);

    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query("update RefreshToken t set t.revokedAt = :now where t.family = :family and t.revokedAt is null")
    int revokeFamily(String family, Instant now);

    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query("update RefreshToken t set t.revokedAt = :now where t.userId = :userId and t.revokedAt is null")
    int revokeAllOf(String userId, Instant now);

    /** A batch of them: one statement for all may run into the time limit, and then would for ever. */
    @Modifying
    @Query(nativeQuery = true, value = """
            DELETE FROM users.refresh_token WHERE hash IN (
                SELECT hash FROM users.refresh_token WHERE expires_at < :now LIMIT :batch)""")
    int deleteExpired(Instant now, int batch);
}
