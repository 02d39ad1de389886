package shop.orderly.products.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.platform.web.Problem.FieldProblem;

/** Collects what is wrong with a request, field by field, so that the caller hears of everything at once. */
final class Problems {

    private final List<FieldProblem> found = new ArrayList<>();

    /** The value of a field, or null and a problem if it has none. */
    <T> @Nullable T valueOf(String field, Supplier<@Nullable T> value, String message) {
        try {
            return value.get();
        } catch (IllegalArgumentException | ArithmeticException e) {
            found.add(new FieldProblem(field, message));
            return null;
        }
    }

    void check(String field, BooleanSupplier rule, String message) {
        if (!rule.getAsBoolean()) {
            found.add(new FieldProblem(field, message));
        }
    }

    /** @throws shop.orderly.contracts.shared.RefusedException {@code validation_failed}, if anything is wrong */
    void refuseIfAny() {
        if (!found.isEmpty()) {
            throw Refusal.invalid("validation_failed", "The request is not valid; see errors.")
                    .with("errors", List.copyOf(found))
                    .exception();
        }
    }
}
