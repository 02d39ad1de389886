package shop.orderly.platform.deadletters;

import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemException;

/**
 * A letter that is about to be given up; its row is locked.
 *
 * @param letter the whole row as JSON
 */
record Discarded(String id, String eventId, String letter) {

    private static final String INSERT = """
            INSERT INTO discarded_letter (processor, sequence, event_id, reason, discarded_by, letter)
            VALUES (?, ?, ?, ?, ?, ?::jsonb)
            """;

    /** The letter, if it is the one that the operator means. */
    static Discarded require(Optional<Discarded> first, String eventId) {
        var letter = first.orElseThrow(() -> new ProblemException(Problem.of(
                HttpStatus.NOT_FOUND,
                "dead_letter_not_found",
                "Nothing is parked there; it may just have been handled.")));
        if (!letter.eventId().equals(eventId)) {
            throw new ProblemException(Problem.of(
                            HttpStatus.CONFLICT,
                            "not_the_first_letter",
                            "Only the first letter of a sequence can be discarded: those behind it may need it.")
                    .with("first_event_id", letter.eventId()));
        }
        return letter;
    }

    void record(JdbcClient jdbc, String processor, String sequence, String reason, Actor by) {
        jdbc.sql(INSERT)
                .params(processor, sequence, eventId, reason, by.kind() + ":" + by.id(), letter)
                .update();
    }
}
