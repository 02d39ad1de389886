package shop.orderly.faults.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;

/** The agent: {@code crash:<point>:<n>} halts at the n-th call of a place, {@code bug:<name>} plants a bug. */
public final class Saboteur {
    private Saboteur() {}

    public static void premain(String what, Instrumentation instrumentation) {
        var parts = what.split(":", -1);
        if (parts[0].equals("crash")) {
            var point = CrashPoint.valueOf(parts[1]);
            Countdown.start(point.name(), Integer.parseInt(parts[2]));
            make(
                    new Change.Woven(
                            point.type(),
                            point.method(),
                            point.isBefore() ? Weaving.HaltBefore.class : Weaving.HaltAfter.class),
                    instrumentation);
        } else {
            PlantedBug.valueOf(parts[1]).change().ifPresent(change -> make(change, instrumentation));
        }
    }

    /** A place that is not found, because it was renamed, is told on the process' log; its run then has no evidence. */
    private static void make(Change change, Instrumentation instrumentation) {
        new AgentBuilder.Default()
                .with(AgentBuilder.Listener.StreamWriting.toSystemOut().withErrorsOnly())
                .type(named(change.type()))
                .transform((builder, description, loader, module, domain) -> {
                    System.out.println(
                            "sabotage of " + change + ": " + (change.fits(description) ? "begun" : "no such place"));
                    return builder.visit(change.visitor());
                })
                .installOn(instrumentation);
    }
}
