package shop.orderly.platform.deadletters;

import java.util.List;
import java.util.Set;
import shop.orderly.contracts.shared.Actor;

/** Where the letters of one processor, or of several, lie. */
interface LetterBox {

    /** So many sequences, or letters of one sequence, are shown at a time: the oldest. */
    int MOST = 500;

    /** Those whose letters lie here. */
    Set<String> processors();

    /** How many letters of a processor wait. */
    long count(String processor);

    /** The first letter of each sequence, the oldest first, at most {@value #MOST}. */
    List<DeadLetter> first(String processor);

    /** The letters of a sequence, in order, at most {@value #MOST}; none if nothing is parked. */
    List<DeadLetter> sequence(String processor, String sequence);

    /**
     * Has the letters of a sequence handled again, in order, until one fails or none is left. One operator at a time: a
     * second one waits, and finds what the first has left.
     *
     * @return whether something was handled and nothing is left
     */
    boolean redrive(String processor, String sequence);

    /**
     * Gives up the first letter of a sequence; it is kept with the reason in {@code discarded_letter}.
     *
     * @param eventId of the first letter, so that nobody gives up what they have not seen
     * @throws shop.orderly.platform.web.ProblemException 404 if nothing is parked, 409 if another letter is the first
     */
    void discard(String processor, String sequence, String eventId, String reason, Actor by);
}
