package shop.orderly.faults.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;

/** How one class of a service is made different while it is loaded. */
sealed interface Change {
    /** The full name of the class. */
    String type();

    /** Whether the class still has what is to be changed. */
    boolean fits(TypeDescription description);

    AsmVisitorWrapper visitor();

    /** Code is copied into a method. */
    record Woven(String type, String method, Class<?> advice) implements Change {
        @Override
        public boolean fits(TypeDescription description) {
            return !description.getDeclaredMethods().filter(named(method)).isEmpty();
        }

        @Override
        public AsmVisitorWrapper visitor() {
            return Advice.to(advice).on(named(method));
        }
    }

    /** A part of the class' constant texts reads otherwise. */
    record OtherText(String type, String part, String instead) implements Change {
        @Override
        public boolean fits(TypeDescription description) {
            return true;
        }

        @Override
        public AsmVisitorWrapper visitor() {
            return new ConstantTexts(part, instead).everywhere();
        }
    }
}
