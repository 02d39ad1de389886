package shop.orderly.platform.processing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;

/** Lets every failure stop its segment, which then tries again, and remembers each group's last one on this replica. */
public final class LastFailures implements ErrorHandler {

    private static final int LONGEST = 1_000;

    private final Map<String, String> failures = new ConcurrentHashMap<>();

    /** What a group failed of last, since this replica started. */
    public Optional<String> of(String group) {
        return Optional.ofNullable(failures.get(group));
    }

    @Override
    public void handleError(ErrorContext context) throws Exception {
        var text = context.error().toString();
        failures.put(context.eventProcessor(), text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        PropagatingErrorHandler.instance().handleError(context);
    }
}
