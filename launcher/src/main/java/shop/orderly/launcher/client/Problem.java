package shop.orderly.launcher.client;

/** Something the person at the keyboard can put right: its message is one line that says how. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Problem(String line) {
        super(line);
    }

    public Problem(String line, Throwable cause) {
        super(line, cause);
    }
}
