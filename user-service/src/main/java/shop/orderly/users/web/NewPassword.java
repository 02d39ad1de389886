package shop.orderly.users.web;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A password that {@link shop.orderly.users.domain.PasswordRules} find good. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = NewPasswordValidator.class)
@interface NewPassword {

    String message() default "is not a good password";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
