package shop.orderly.platform.deadletters;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemException;

/** All letters of the service, wherever they lie. */
final class DeadLetterDesk {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterDesk.class);

    private final List<LetterBox> boxes;

    DeadLetterDesk(List<LetterBox> boxes) {
        this.boxes = List.copyOf(boxes);
    }

    /** How many sequences were handled to their end, and how many of those asked for are still parked. */
    record Redriven(int redriven, int stillParked) {}

    Set<String> processors() {
        var all = new TreeSet<String>();
        boxes.forEach(box -> all.addAll(box.processors()));
        return all;
    }

    long count(String processor) {
        return box(processor).count(processor);
    }

    /** The first letter of each sequence, of one processor or of all; the oldest first. */
    List<DeadLetter> first(@Nullable String processor) {
        return processors().stream()
                .filter(one -> processor == null || processor.equals(one))
                .flatMap(one -> box(one).first(one).stream())
                .sorted(Comparator.comparing(DeadLetter::enqueuedAt))
                .toList();
    }

    /** @throws ProblemException 404 if there is no such processor, or nothing is parked under the sequence */
    List<DeadLetter> sequence(String processor, String sequence) {
        var letters = box(processor).sequence(processor, sequence);
        if (letters.isEmpty()) {
            throw new ProblemException(
                    Problem.of(HttpStatus.NOT_FOUND, "dead_letter_not_found", "Nothing is parked there."));
        }
        return letters;
    }

    /**
     * Has letters handled again. What is handled already, by another operator, is neither redriven nor still parked.
     *
     * @param sequence null for all of the processor
     */
    Redriven redrive(String processor, @Nullable String sequence, Actor by) {
        var box = box(processor);
        var asked = new HashSet<String>();
        var done = 0;
        while (true) {
            var next = sequence == null ? sequences(box, processor) : List.of(sequence);
            next = next.stream().filter(asked::add).toList();
            if (next.isEmpty()) {
                break;
            }
            done += Math.toIntExact(
                    next.stream().filter(one -> box.redrive(processor, one)).count());
        }
        var parked = new HashSet<>(sequences(box, processor));
        var left = Math.toIntExact(asked.stream().filter(parked::contains).count());
        log.info(
                "{} {} had {} sequences of {} handled again: {} done, {} still parked",
                by.kind(),
                by.id(),
                asked.size(),
                processor,
                done,
                left);
        return new Redriven(done, left);
    }

    void discard(String processor, String sequence, String eventId, String reason, Actor by) {
        box(processor).discard(processor, sequence, eventId, reason, by);
        log.warn("{} {} discarded event {} of {}: {}", by.kind(), by.id(), eventId, processor, reason);
    }

    private static List<String> sequences(LetterBox box, String processor) {
        return box.first(processor).stream().map(DeadLetter::sequence).toList();
    }

    private LetterBox box(String processor) {
        return boxes.stream()
                .filter(box -> box.processors().contains(processor))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.NOT_FOUND,
                        "processor_not_found",
                        "Those that park what they cannot handle are " + String.join(", ", processors()) + ".")));
    }
}
