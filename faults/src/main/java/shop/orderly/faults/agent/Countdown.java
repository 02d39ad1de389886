package shop.orderly.faults.agent;

import java.util.concurrent.atomic.AtomicInteger;

/** Halts the process, as a kill would, when its place is reached often enough. Called from code that was woven in. */
public final class Countdown {
    /** As a shell names a process that was killed. */
    public static final int KILLED = 137;

    /** How the line begins that is left in the process' log. */
    public static final String MARK = "halted at ";

    private static final AtomicInteger LEFT = new AtomicInteger(Integer.MAX_VALUE);
    private static volatile String place = "";

    private Countdown() {}

    static void start(String name, int calls) {
        place = name;
        LEFT.set(calls);
    }

    /** The place was reached. */
    public static void hit() {
        if (LEFT.decrementAndGet() == 0) {
            System.out.println(MARK + place);
            System.out.flush();
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
