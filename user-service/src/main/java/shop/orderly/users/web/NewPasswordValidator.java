package shop.orderly.users.web;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;
import shop.orderly.users.domain.PasswordRules;

/** Says what is wrong with a new password. */
final class NewPasswordValidator implements ConstraintValidator<NewPassword, String> {

    private final PasswordRules rules;

    NewPasswordValidator(PasswordRules rules) {
        this.rules = rules;
    }

    @Override
    public boolean isValid(@Nullable String password, ConstraintValidatorContext context) {
        var problem = password == null ? java.util.Optional.<String>empty() : rules.problemWith(password);
        problem.ifPresent(text -> {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(text).addConstraintViolation();
        });
        return problem.isEmpty();
    }
}
