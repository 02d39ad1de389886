package shop.orderly.platform.telemetry;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** {@code %redacted} in a log pattern: the message, without secrets and on one line. */
public final class RedactedMessageConverter extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return OneLine.of(Secrets.redact(event.getFormattedMessage()));
    }
}
