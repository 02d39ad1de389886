package shop.orderly.platform.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * A place of a service that can be made to misbehave; a bean of the profile {@code local} only. What stands at the place
 * asks it and does what it says.
 */
public final class FaultPoint {

    private final String name;
    private volatile Setting setting = Setting.OFF;

    private FaultPoint(String name) {
        this.name = name;
    }

    /** @param name one of those that {@link FaultGrammar} knows */
    public static FaultPoint named(String name) {
        if (!FaultGrammar.POINTS.containsKey(name)) {
            throw new IllegalArgumentException("The grammar of faults knows no point '" + name + "'");
        }
        return new FaultPoint(name);
    }

    /** Whether anything is switched on; costs nothing. */
    public boolean isOn() {
        return !setting.faults().isEmpty();
    }

    /** Whether this call is to get no for an answer. */
    public boolean declines() {
        return strikes(Fault.Kind.DECLINE);
    }

    /** Whether this call's answer is to get lost. */
    public boolean losesAnswer() {
        return strikes(Fault.Kind.TIMEOUT);
    }

    /** Whether this call is to fail. */
    public boolean fails() {
        return strikes(Fault.Kind.FAIL);
    }

    /** Whether nobody is to be there. */
    public boolean isUnavailable() {
        return strikes(Fault.Kind.UNAVAILABLE);
    }

    /** Whether nothing can be sent at present. */
    public boolean isDown() {
        return strikes(Fault.Kind.DOWN);
    }

    /** Whether nothing is to be taken in at present. */
    public boolean isPaused() {
        return strikes(Fault.Kind.PAUSE);
    }

    /** How long this call is to wait; zero = not at all. */
    public Duration delay() {
        return setting.faults().stream()
                .filter(fault -> fault.kind() == Fault.Kind.SLOW)
                .map(Fault::delay)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Whether the event in hand is to fail in this group; each time that it says so counts. */
    boolean poisons(String group) {
        var present = setting;
        for (var fault : present.faults()) {
            if (fault.kind() == Fault.Kind.POISON
                    && (fault.group().isEmpty() || fault.group().equals(group))) {
                var struck = present.struck().computeIfAbsent(group, any -> new AtomicInteger());
                return struck.getAndIncrement() < fault.times();
            }
        }
        return false;
    }

    String name() {
        return name;
    }

    String text() {
        return setting.text();
    }

    void switchTo(String text, List<Fault> faults, RandomGenerator random) {
        setting = new Setting(text, faults, random, new ConcurrentHashMap<>());
    }

    void switchOff() {
        setting = Setting.OFF;
    }

    private boolean strikes(Fault.Kind kind) {
        var present = setting;
        for (var fault : present.faults()) {
            if (fault.kind() == kind) {
                return fault.share() >= 1 || present.random().nextDouble() < fault.share();
            }
        }
        return false;
    }

    /** @param struck how many events of each group were poisoned since it was switched on */
    private record Setting(String text, List<Fault> faults, RandomGenerator random, Map<String, AtomicInteger> struck) {

        static final Setting OFF = new Setting("", List.of(), () -> 0L, Map.of());
    }
}
