package shop.orderly.faults.agent;

import static net.bytebuddy.matcher.ElementMatchers.any;

import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/** Replaces a part of the constant texts that a class' methods use. */
final class ConstantTexts implements AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper {
    private final String part;
    private final String instead;

    ConstantTexts(String part, String instead) {
        this.part = part;
        this.instead = instead;
    }

    AsmVisitorWrapper everywhere() {
        return new AsmVisitorWrapper.ForDeclaredMethods().invokable(any(), this);
    }

    @Override
    public MethodVisitor wrap(
            TypeDescription type,
            MethodDescription method,
            MethodVisitor visitor,
            Implementation.Context context,
            TypePool pool,
            int writerFlags,
            int readerFlags) {
        return new MethodVisitor(OpenedClassReader.ASM_API, visitor) {
            @Override
            public void visitLdcInsn(Object value) {
                if (value instanceof String text && text.contains(part)) {
                    System.out.println("sabotage of a text in " + type.getName() + "." + method.getName() + ": done");
                    super.visitLdcInsn(text.replace(part, instead));
                } else {
                    super.visitLdcInsn(value);
                }
            }
        };
    }
}
