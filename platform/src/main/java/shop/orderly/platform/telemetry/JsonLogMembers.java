package shop.orderly.platform.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * What a structured log line says more or less than Spring Boot's: {@code orderly_service} is the service that the logging
 * thread works for (the standard service field is one per JVM), and no text carries secrets.
 */
public final class JsonLogMembers implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {

    @Override
    public void customize(Members<ILoggingEvent> members) {
        members.add("orderly_service", event -> ServiceName.current());
        members.applyingValueProcessor(ValueProcessor.of(String.class, Secrets::redact));
    }
}
