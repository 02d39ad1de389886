package shop.orderly.users.domain;

/** Turns passwords into hashes; slow on purpose, and bounded: too many at once are answered 429. */
public interface PasswordHashing {

    String hash(String password);

    boolean matches(String password, String hash);

    /** Whether a hash was made with weaker parameters than those of today. */
    boolean isOutdated(String hash);

    /** Takes as long as {@link #matches} and matches nothing: for a user who does not exist. */
    void pretendToMatch(String password);
}
