package shop.orderly.platform.telemetry;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;

/**
 * Which service a thread works for. Several services may share one JVM, and with it one logging system; a thread belongs
 * to the service whose thread created it, and in the beginning to the one that is being started.
 */
final class ServiceName implements ApplicationListener<SpringApplicationEvent> {

    /** The name on lines of threads that belong to no service, such as the launcher's own. */
    static final String NONE = "orderly";

    private static final InheritableThreadLocal<@Nullable String> CURRENT = new InheritableThreadLocal<>();

    static String current() {
        var name = CURRENT.get();
        return name == null ? NONE : name;
    }

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        switch (event) {
            case ApplicationEnvironmentPreparedEvent starting ->
                CURRENT.set(starting.getEnvironment().getProperty("spring.application.name"));
            case ApplicationReadyEvent ready -> CURRENT.remove();
            case ApplicationFailedEvent failed -> CURRENT.remove();
            default -> {
                // nothing begins or ends here
            }
        }
    }
}
