package shop.orderly.users.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.orderly.users.adapter.ListedPasswords;

class PasswordRulesTest {

    private final PasswordRules rules = new PasswordRules(new ListedPasswords(Set.of()));

    @ParameterizedTest
    @ValueSource(strings = {"        ", "correct horse", "ÄÖÜäöüßé", "no digit no capital"})
    void asksForNoComposition(String password) {
        assertThat(rules.problemWith(password)).isEmpty();
    }

    @Test
    void countsCharactersAsAPersonDoes() {
        assertThat(rules.problemWith("🔑".repeat(7))).isPresent();
        assertThat(rules.problemWith("🔑".repeat(8))).isEmpty();
        assertThat(rules.problemWith("🔑".repeat(128))).isEmpty();
        assertThat(rules.problemWith("🔑".repeat(129))).isPresent();
        // Seven letters, however they are typed.
        assertThat(rules.problemWith("e\u0301".repeat(7))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password1", "Password1", "secret123", "iloveyou", "football1"})
    void refusesWhatIsGuessedFirstWithoutRepeatingIt(String password) {
        assertThat(rules.problemWith(password))
                .hasValueSatisfying(
                        problem -> assertThat(problem).contains("guessed").doesNotContain(password));
    }

    @Test
    void takesACommonPasswordThatTheConfigurationPermits() {
        var local = new PasswordRules(new ListedPasswords(Set.of("secret123")));

        assertThat(local.problemWith("secret123")).isEmpty();
        assertThat(local.problemWith("password1")).isPresent();
    }

    @Test
    void takesTheSameTextAsTheSamePassword() {
        assertThat(PasswordRules.normalized("cafe\u0301")).isEqualTo(PasswordRules.normalized("caf\u00e9"));
    }
}
