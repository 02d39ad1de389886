package shop.orderly.launcher.operator;

/** How the stack on this machine is reached when nothing else is said. */
public interface LocalAccess {

    /** Where its gateway listens. */
    String door();

    String username();

    /** @throws shop.orderly.launcher.client.Problem if the stack was never started here */
    String password();
}
