package shop.orderly.faults.agent;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Code that is copied into methods of a service; it may call only what is public. */
final class Weaving {
    private Weaving() {}

    /** Halts where a method begins. */
    static final class HaltBefore {
        private HaltBefore() {}

        @Advice.OnMethodEnter
        static void enter() {
            Countdown.hit();
        }
    }

    /** Halts where a method has ended well. */
    static final class HaltAfter {
        private HaltAfter() {}

        @Advice.OnMethodExit
        static void exit() {
            Countdown.hit();
        }
    }

    /** Leaves a method out. */
    static final class Skip {
        private Skip() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }
    }

    /** Leaves a method out for one kind of command. */
    static final class SkipRefund {
        private SkipRefund() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.Argument(0) Object command) {
            return command.getClass().getSimpleName().equals("RequestRefund");
        }
    }

    /** Takes what was released for what is held. */
    static final class StillHeld {
        private StillHeld() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.FieldValue("status") @Nullable Object status,
                @Advice.Argument(0) Object wanted,
                @Advice.Return(readOnly = false) boolean is) {
            if (wanted.toString().equals("HELD") && "RELEASED".equals(String.valueOf(status))) {
                is = true;
            }
        }
    }
}
