package shop.orderly.faults;

import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import shop.orderly.faults.agent.CrashPoint;
import shop.orderly.faults.agent.PlantedBug;
import shop.orderly.launcher.Machine;

/**
 * Which faults happen when: the same for the same seed. Rounds follow each other, each when the shop has healed from the one
 * before and not before its time; the faults of one round happen at once.
 *
 * @param rest how long the shop is left alone between rounds
 */
record Schedule(List<Round> rounds, Duration rest) {
    /**
     * Faults that happen together.
     *
     * @param notBefore since the first round could begin
     */
    record Round(Duration notBefore, List<Injection> injections) {}

    private static final Duration AT_ONCE = ofSeconds(1);
    private static final List<String> TOPICS = List.of("order.events", "payment.events", "product.events");

    /** Twelve kills and some records that come twice, in six rounds: minutes. */
    static Schedule brief(long seed) {
        var random = new Random(seed);
        var pairs = new ArrayList<List<Injection>>(List.of(
                List.of(kill("order-saga-1"), kill("payments-2"), kill("category-query-1")),
                List.of(kill("order-saga-2"), kill("payments-1"), kill("product-query-1")),
                List.of(kill("product-command-1"), kill("product-query-2")),
                List.of(kill("gateway-1"), kill("user-service-1"), duplicated(random)),
                List.of(postgres()),
                List.of(kafka())));
        Collections.shuffle(pairs, random);
        return of(pairs, ofSeconds(4));
    }

    /** One of two that push orders and one of two that take money. */
    static Schedule replicas() {
        return of(
                List.of(
                        List.of(kill("order-saga-1"), kill("payments-1")),
                        List.of(kill("order-saga-2"), kill("payments-2"))),
                ofSeconds(6));
    }

    /** Every kind once. */
    static Schedule kinds(long seed, Layout layout) {
        var random = new Random(seed);
        var all = new ArrayList<>(Stream.of(FaultKind.values())
                .map(kind -> List.of(one(kind, random, layout, 0)))
                .toList());
        Collections.shuffle(all, random);
        return of(all, ofSeconds(6));
    }

    /** More than sixty, one at a time. */
    static Schedule full(long seed, Layout layout) {
        var random = new Random(seed);
        var all = new ArrayList<List<Injection>>();
        for (var kind : FaultKind.values()) {
            IntStream.range(0, times(kind)).forEach(nth -> all.add(List.of(one(kind, random, layout, nth))));
        }
        Collections.shuffle(all, random);
        return of(all, ofSeconds(8));
    }

    /** This one without kinds that the machine cannot do. */
    Schedule without(List<FaultKind> kinds) {
        return new Schedule(
                rounds.stream()
                        .filter(round -> round.injections().stream().noneMatch(one -> kinds.contains(one.kind())))
                        .toList(),
                rest);
    }

    List<Injection> injections() {
        return rounds.stream().flatMap(round -> round.injections().stream()).toList();
    }

    private static Schedule of(List<List<Injection>> rounds, Duration rest) {
        return new Schedule(
                IntStream.range(0, rounds.size())
                        .mapToObj(n -> new Round(rest.multipliedBy(n), rounds.get(n)))
                        .toList(),
                rest);
    }

    private static int times(FaultKind kind) {
        return switch (kind) {
            case KILL_SERVICE -> 14;
            case PAUSE_SERVICE -> 8;
            case SLOW_LINK, BLACK_HOLE_LINK, CUT_LINK -> 6;
            case KILL_POSTGRES, KILL_KAFKA -> 4;
            case DISK_FULL -> 2;
            default -> 3;
        };
    }

    private static Injection one(FaultKind kind, Random random, Layout layout, int nth) {
        return switch (kind) {
            case KILL_SERVICE -> kill(anyOf(processes(layout), random));
            case KILL_POSTGRES -> postgres();
            case KILL_KAFKA -> kafka();
            case PAUSE_SERVICE ->
                new Injection(kind, anyOf(processes(layout), random), ofSeconds(nth == 7 ? 90 : nth % 3 == 2 ? 30 : 5));
            case PAUSE_POSTGRES -> new Injection(kind, Machine.POSTGRES, ofSeconds(nth == 2 ? 30 : 5));
            case PAUSE_KAFKA -> new Injection(kind, Machine.KAFKA, ofSeconds(nth == 2 ? 30 : 5));
            case SLOW_LINK, BLACK_HOLE_LINK, CUT_LINK ->
                new Injection(kind, anyOf(links(layout), random), ofSeconds(nth % 3 == 2 ? 20 : 8));
            case ROLLING_RESTART ->
                new Injection(kind, anyOf(List.of("order-saga", "payments", "product-query"), random), AT_ONCE);
            case DUPLICATED_RECORDS -> duplicated(random);
            case REORDERED_RECORDS, POISON_RECORDS -> new Injection(kind, anyOf(TOPICS, random), AT_ONCE);
            case DISK_FULL -> new Injection(kind, Machine.POSTGRES, ofSeconds(10));
            case CLOCK_SKEW ->
                new Injection(
                        kind, anyOf(List.of("order-saga-2", "payments-2", "product-query-2"), random), ofSeconds(15));
            case CRASH_POINT -> crash(anyOf(List.of(CrashPoint.values()), random), random);
        };
    }

    /** Each place where a process may halt between two steps, once. */
    static Schedule crashes(long seed) {
        var random = new Random(seed);
        return of(
                Stream.of(CrashPoint.values())
                        .map(point -> List.of(crash(point, random)))
                        .toList(),
                ofSeconds(5));
    }

    /** What brings a planted bug to light. */
    static Schedule against(PlantedBug bug) {
        return of(
                switch (bug) {
                    case REFUND_SKIPPED -> List.of(List.of(kill("product-query-1")));
                    case INBOX_DEDUPE_OFF ->
                        List.of(TOPICS.stream()
                                .map(topic -> new Injection(FaultKind.DUPLICATED_RECORDS, topic, AT_ONCE))
                                .toList());
                    case RELEASE_NOT_IDEMPOTENT ->
                        List.of(
                                List.of(
                                        link(FaultKind.BLACK_HOLE_LINK, "order-saga-1", Machine.GRPC, ofSeconds(10)),
                                        link(FaultKind.BLACK_HOLE_LINK, "order-saga-2", Machine.GRPC, ofSeconds(10))),
                                List.of(kill("order-saga-1")),
                                List.of(kill("order-saga-2")));
                    case TOKEN_BEFORE_ACKNOWLEDGEMENT, ERRORS_SWALLOWED ->
                        List.of(List.of(
                                new Injection(FaultKind.PAUSE_KAFKA, Machine.KAFKA, ofSeconds(30)),
                                kill("payments-1").later(ofSeconds(25)),
                                kill("payments-2").later(ofSeconds(25))));
                    case DEADLINE_NOT_DURABLE -> List.of(List.of(postgres()));
                    case UNIQUE_SEQUENCE_OFF ->
                        List.of(List.of(
                                link(FaultKind.SLOW_LINK, "product-command-1", Machine.POSTGRES, ofSeconds(20)),
                                link(FaultKind.SLOW_LINK, "product-command-2", Machine.POSTGRES, ofSeconds(20))));
                    case READS_PAST_OPEN_TRANSACTIONS ->
                        List.of(List.of(
                                link(FaultKind.SLOW_LINK, "order-saga-1", Machine.POSTGRES, ofSeconds(20)),
                                link(FaultKind.SLOW_LINK, "payments-1", Machine.POSTGRES, ofSeconds(20))));
                },
                ofSeconds(8));
    }

    private static Injection link(FaultKind kind, String process, String to, Duration lasts) {
        return new Injection(kind, process + "-to-" + to, lasts);
    }

    private static Injection crash(CrashPoint point, Random random) {
        // Where each is passed often, and by one of two processes only.
        var process = switch (point) {
            case AFTER_PROVIDER_BEFORE_RESULT, AFTER_INBOX_BEFORE_OFFSET -> "payments-" + (1 + random.nextInt(2));
            // Of two order-sagas only one has the outbox.
            case AFTER_PUBLISH_BEFORE_TOKEN -> "product-command-1";
            default -> "order-saga-" + (1 + random.nextInt(2));
        };
        return CrashFault.at(
                process, point, point == CrashPoint.AFTER_COMMIT_BEFORE_ANSWER ? 300 : 3 + random.nextInt(10));
    }

    private static List<String> processes(Layout layout) {
        return Machine.services().stream()
                .flatMap(service ->
                        IntStream.rangeClosed(1, layout.count(service)).mapToObj(n -> service + "-" + n))
                .toList();
    }

    private static List<String> links(Layout layout) {
        return processes(layout).stream()
                .flatMap(process -> process.startsWith(Machine.GATEWAY)
                        ? Stream.of("to-order-saga", "to-payments", "to-product-query")
                        : process.startsWith("order-saga")
                                ? Stream.of(Machine.POSTGRES, Machine.KAFKA, Machine.GRPC)
                                        .map(to -> process + "-to-" + to)
                                : Stream.of(Machine.POSTGRES, Machine.KAFKA).map(to -> process + "-to-" + to))
                .toList();
    }

    private static Injection kill(String process) {
        return new Injection(FaultKind.KILL_SERVICE, process, AT_ONCE);
    }

    private static Injection postgres() {
        return new Injection(FaultKind.KILL_POSTGRES, Machine.POSTGRES, AT_ONCE);
    }

    private static Injection kafka() {
        return new Injection(FaultKind.KILL_KAFKA, Machine.KAFKA, AT_ONCE);
    }

    private static Injection duplicated(Random random) {
        return new Injection(FaultKind.DUPLICATED_RECORDS, anyOf(TOPICS, random), AT_ONCE);
    }

    private static <T> T anyOf(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
