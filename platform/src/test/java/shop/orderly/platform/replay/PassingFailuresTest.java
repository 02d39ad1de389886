package shop.orderly.platform.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.axonframework.common.jdbc.JdbcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.BadSqlGrammarException;

class PassingFailuresTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "40P01", "55P03", "53300"})
    void repeatsWhatPassesWhoeverWrapsIt(String state) {
        var sql = new SQLException("said by Postgres", state);

        assertThat(PassingFailures.willPass(new JdbcException("Cannot read a token", sql)))
                .isTrue();
        assertThat(PassingFailures.willPass(new IllegalStateException("The event log cannot be reached", sql)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42601", "42501", "23505", "28P01"})
    void endsAtWhatWouldComeAgain(String state) {
        var sql = new SQLException("said by Postgres", state);

        assertThat(PassingFailures.willPass(new BadSqlGrammarException("build", "SELECT", sql)))
                .isFalse();
        assertThat(PassingFailures.willPass(new PessimisticLockingFailureException("busy", sql)))
                .isFalse();
    }

    @Test
    void asksForTheKindWherePostgresSaidNothing() {
        assertThat(PassingFailures.willPass(new PessimisticLockingFailureException("busy")))
                .isTrue();
        assertThat(PassingFailures.willPass(new IllegalStateException("a defect")))
                .isFalse();
        assertThat(PassingFailures.willPass(
                        new IllegalStateException(new RefusedStatementException("of another table"))))
                .isFalse();
    }
}
