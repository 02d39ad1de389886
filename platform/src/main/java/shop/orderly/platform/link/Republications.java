package shop.orderly.platform.link;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.platform.eventstore.CommitOrderToken;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemException;

/**
 * What this service publishes, how far it has come, and the way to send it again: the outbox goes back and sends every
 * event from there on in order, and then the new ones. All topics of the service have one outbox and are sent together.
 * Subscribers drop what they have.
 */
final class Republications {

    private static final Logger log = LoggerFactory.getLogger(Republications.class);
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final String NUMBER = "\\d{1,18}";

    private final Publications publications;
    private final EventTypes eventTypes;
    private final OutboxPlace outbox;
    private final Topics topics;

    Republications(Publications publications, EventTypes eventTypes, OutboxPlace outbox, Topics topics) {
        this.publications = publications;
        this.eventTypes = eventTypes;
        this.outbox = outbox;
        this.topics = topics;
    }

    /** What began: the topics, the number of the event it begins behind, and how many events are to be sent, counted to 100 000. */
    record Begun(Set<String> topics, long fromPosition, long events) {}

    /** How many stored events each topic still waits for; counted to 100 000 over all topics. */
    Map<String, Long> behind() {
        return behind(outbox.present());
    }

    /**
     * Begins to send again.
     *
     * @param from {@code start}, an ISO-8601 instant, or a number of the log; if the outbox has not come that far, it
     *     stays where it is
     * @throws ProblemException 404 if the topic is not published here, 400 if {@code from} means nothing
     */
    Begun begin(String topic, String from, Actor by) {
        if (!publications.topics().contains(topic)) {
            throw new ProblemException(Problem.of(
                    HttpStatus.NOT_FOUND,
                    "publication_not_found",
                    "This service publishes to " + String.join(", ", publications.topics()) + "."));
        }
        var wanted = place(from);
        topics.createMissing();
        var place = outbox.moveBackTo(wanted);
        var events = behind(place).values().stream().mapToLong(Long::longValue).sum();
        log.info(
                "{} {} has the events of {} sent again from position {} on: {} events",
                by.kind(),
                by.id(),
                publications.topics(),
                place.globalIndex(),
                events);
        return new Begun(publications.topics(), place.globalIndex(), events);
    }

    private Map<String, Long> behind(CommitOrderToken place) {
        var topicOf = new TreeMap<String, String>();
        for (var name : eventTypes.names()) {
            eventTypes.classFor(name).flatMap(publications::topicOf).ifPresent(topic -> topicOf.put(name, topic));
        }
        var behind = new TreeMap<String, Long>();
        publications.topics().forEach(topic -> behind.put(topic, 0L));
        outbox.behind(place, List.copyOf(topicOf.keySet()))
                .forEach((type, events) -> behind.merge(topicOf.getOrDefault(type, ""), events, Long::sum));
        return behind;
    }

    private CommitOrderToken place(String from) {
        if (from.equals("start")) {
            return outbox.start();
        }
        if (from.matches(NUMBER)) {
            return outbox.at(Long.parseLong(from)).orElseThrow(() -> wrong("is behind the last event"));
        }
        try {
            var moment = Instant.parse(from);
            if (moment.isBefore(Instant.EPOCH) || moment.isAfter(LATEST)) {
                throw wrong("must be between 1970 and 9999");
            }
            return outbox.at(moment);
        } catch (DateTimeParseException e) {
            throw wrong("must be start, an ISO-8601 instant or a position of the log");
        }
    }

    private static ProblemException wrong(String message) {
        return new ProblemException(Problem.validation("from", message));
    }
}
