package shop.orderly.audit.stores;

/**
 * How one database is reached.
 *
 * @param url {@code jdbc:postgresql://host:port/name}
 * @param user a role that may read everything there; it is never asked to write
 */
public record Login(String url, String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
        return user + " at " + url;
    }
}
