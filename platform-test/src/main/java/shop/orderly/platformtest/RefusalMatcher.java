package shop.orderly.platformtest;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.hamcrest.Description;
import org.hamcrest.TypeSafeDiagnosingMatcher;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.shared.RefusedException;

/**
 * Matches the exception of a refused command by its code: {@code .expectException(refusal("out_of_stock").with("wanted",
 * 3))}. Properties that are not named may have any value.
 */
public final class RefusalMatcher extends TypeSafeDiagnosingMatcher<Throwable> {
    private final String code;
    private final Map<String, Object> properties;

    private RefusalMatcher(String code, Map<String, Object> properties) {
        this.code = code;
        this.properties = properties;
    }

    public static RefusalMatcher refusal(String code) {
        return new RefusalMatcher(code, Map.of());
    }

    /** Asks for a property as well. */
    public RefusalMatcher with(String name, Object value) {
        var more = new HashMap<>(properties);
        more.put(name, value);
        return new RefusalMatcher(code, more);
    }

    @Override
    protected boolean matchesSafely(Throwable thrown, Description mismatch) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                mismatch.appendText("was ").appendValue(refused.refusal());
                return matches(refused.refusal());
            }
        }
        mismatch.appendText("was not a refusal but ").appendValue(thrown);
        return false;
    }

    private boolean matches(Refusal refusal) {
        return refusal.code().equals(code)
                && properties.entrySet().stream()
                        .allMatch(
                                wanted -> Objects.equals(refusal.properties().get(wanted.getKey()), wanted.getValue()));
    }

    @Override
    public void describeTo(Description description) {
        description.appendText("the refusal ").appendText(code);
        if (!properties.isEmpty()) {
            description.appendText(" with ").appendValue(properties);
        }
    }
}
