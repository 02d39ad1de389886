package shop.orderly.users.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.shared.Refusal;

/** The signing keys as operators see them. */
public interface SigningKeyLife {

    /** Tokens are signed with a shared secret: there are no keys. */
    SigningKeyLife NONE = new SigningKeyLife() {
        @Override
        public List<KeyState> all() {
            return List.of();
        }

        @Override
        public void rotate() {
            throw Refusal.conflict("shared_secret", "Tokens are signed with a shared secret; there are no keys.")
                    .exception();
        }
    };

    /** Where a key stands, by one word: only published yet, signing, or retired. */
    record KeyState(
            String kid,
            String state,
            Instant publishedAt,
            @Nullable Instant signsFrom,
            @Nullable Instant retiredAt) {}

    /** Every key that is published, youngest first. */
    List<KeyState> all();

    /**
     * Lets the next key sign, and publishes one after it.
     *
     * @throws shop.orderly.contracts.shared.RefusedException {@code next_key_too_young} while some verifier may not have
     *     read the next key yet; {@code shared_secret} if there are no keys
     */
    void rotate();
}
