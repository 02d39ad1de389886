package shop.orderly.users.domain;

/**
 * How often somebody may try a password. A try is reserved before the password is looked at, so that those who try at once
 * cannot all be first.
 */
public interface LoginAttempts {

    /**
     * Reserves one try; it counts as a failure until it is told otherwise.
     *
     * @param account the user's id, or whatever was typed if there is no such user
     * @param address the client's
     * @throws shop.orderly.platform.web.ProblemException 429 {@code too_many_attempts}
     */
    Attempt reserve(String account, String address);

    /** A reserved try. */
    interface Attempt {

        /** The password was right: failures from this address are forgotten, and the address is known from now on. */
        void succeeded();

        /** The password was not looked at. */
        void withdrawn();
    }
}
