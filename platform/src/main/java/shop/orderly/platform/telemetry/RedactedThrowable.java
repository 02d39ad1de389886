package shop.orderly.platform.telemetry;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A logged exception whose messages, and those of its causes, may be shown. */
final class RedactedThrowable implements IThrowableProxy {

    private final IThrowableProxy thrown;

    private RedactedThrowable(IThrowableProxy thrown) {
        this.thrown = thrown;
    }

    static IThrowableProxy of(IThrowableProxy thrown) {
        return new RedactedThrowable(thrown);
    }

    @Override
    public @Nullable String getMessage() {
        var message = thrown.getMessage();
        return message == null ? null : OneLine.of(Secrets.redact(message));
    }

    @Override
    public @Nullable String getOverridingMessage() {
        var message = thrown.getOverridingMessage();
        return message == null ? null : OneLine.of(Secrets.redact(message));
    }

    @Override
    public String getClassName() {
        return thrown.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return thrown.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return thrown.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        var cause = thrown.getCause();
        return cause == null ? null : of(cause);
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        return Arrays.stream(thrown.getSuppressed()).map(RedactedThrowable::of).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
        return thrown.isCyclic();
    }
}
