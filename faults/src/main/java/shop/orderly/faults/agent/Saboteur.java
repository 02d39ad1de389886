package shop.orderly.faults.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/** The agent: {@code crash:<point>:<n>} halts at the n-th call of a place, {@code bug:<name>} plants a bug. */
public final class Saboteur {
    private Saboteur() {}

    public static void premain(String what, Instrumentation instrumentation) {
        var parts = what.split(":", -1);
        if (parts[0].equals("crash")) {
            var point = CrashPoint.valueOf(parts[1]);
            Countdown.start(point.name(), Integer.parseInt(parts[2]));
            weave(
                    instrumentation,
                    point.type(),
                    point.method(),
                    point.isBefore() ? Weaving.HaltBefore.class : Weaving.HaltAfter.class);
        } else {
            var bug = PlantedBug.valueOf(parts[1]);
            weave(
                    instrumentation,
                    bug.type(),
                    bug.method(),
                    switch (bug) {
                        case TOKEN_BEFORE_ACKNOWLEDGEMENT, ERRORS_SWALLOWED -> Weaving.Skip.class;
                        case REFUND_SKIPPED -> Weaving.SkipRefund.class;
                        case RELEASE_NOT_IDEMPOTENT -> Weaving.StillHeld.class;
                    });
        }
    }

    /** A place that is not found, because it was renamed, is told on the process' log; its run then has no evidence. */
    private static void weave(Instrumentation instrumentation, String type, String method, Class<?> advice) {
        new AgentBuilder.Default()
                .with(AgentBuilder.Listener.StreamWriting.toSystemOut().withErrorsOnly())
                .type(named(type))
                .transform((builder, description, loader, module, domain) -> {
                    var found = !description
                            .getDeclaredMethods()
                            .filter(named(method))
                            .isEmpty();
                    System.out.println(
                            "sabotage of " + type + "." + method + ": " + (found ? "done" : "no such method"));
                    return builder.visit(Advice.to(advice).on(named(method)));
                })
                .installOn(instrumentation);
    }
}
