package shop.orderly.launcher;

/** Something the person at the keyboard can put right: its message is one line that says how. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Problem(String line) {
        super(line);
    }

    Problem(String line, Throwable cause) {
        super(line, cause);
    }
}
