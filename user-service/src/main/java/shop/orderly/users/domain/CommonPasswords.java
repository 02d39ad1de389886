package shop.orderly.users.domain;

/** The passwords that everybody tries first. */
@FunctionalInterface
public interface CommonPasswords {

    /** Whether it is one of them, whatever the case. */
    boolean contains(String password);
}
