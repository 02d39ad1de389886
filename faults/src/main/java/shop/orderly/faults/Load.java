package shop.orderly.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Customers who come at a fixed rate whatever the shop does: who waits, waits, and the next one comes all the same. A try
 * without a clear answer is repeated with the same key.
 */
final class Load implements AutoCloseable {
    private static final List<String> METHODS = List.of(
            "tok_ok", "tok_ok", "tok_ok", "tok_ok", "tok_declined", "tok_slow_500", "tok_unavailable", "tok_timeout");
    private static final int CUSTOMERS = 6;
    private static final int PRODUCTS = 8;
    private static final int STOCK = 1_000_000;
    private static final int SCARCE = 50;
    private static final int LOOKS_PERCENT = 12;
    private static final int CANCELLED_PERCENT = 8;
    private static final Duration GIVE_UP = Duration.ofSeconds(20);
    private static final Duration FIRST_LIMIT = Duration.ofMinutes(3);
    private static final int UNAUTHORISED = 401;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final Random random;
    private final double perSecond;
    private final OperationLog log;
    private final String run;
    private final List<Client> customers = new ArrayList<>();
    private final List<String> products = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> orders = new ConcurrentLinkedQueue<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong accepted = new AtomicLong();
    private final long began = System.nanoTime();
    private final ConcurrentSkipListSet<Long> acceptedAt = new ConcurrentSkipListSet<>();
    private volatile long begun;
    private volatile boolean stop;
    private @Nullable Thread arrivals;

    /**
     * @param perSecond how many operations begin in a second
     * @param seed decides who orders what and how it is paid
     */
    Load(double perSecond, long seed, OperationLog log) {
        this.random = new Random(seed);
        this.perSecond = perSecond;
        this.log = log;
        this.run = Long.toString(seed, Character.MAX_RADIX);
    }

    /** Fills the shop: people, and products of which the last is scarce. */
    void open(String door) {
        for (var i = 0; i < CUSTOMERS; i++) {
            customers.add(Client.named(door, "customer" + i, FIRST_LIMIT));
        }
        for (var i = 0; i < PRODUCTS; i++) {
            var stock = i == PRODUCTS - 1 ? SCARCE : STOCK;
            products.add(customers.get(i % CUSTOMERS).offer("Thing " + i, 10 + i, stock, FIRST_LIMIT));
        }
    }

    void start() {
        arrivals = Thread.ofVirtual().name("arrivals").start(this::arrive);
    }

    /** Milliseconds since the load was made: the clock of operations and of faults. */
    long now() {
        return (System.nanoTime() - began) / 1_000_000;
    }

    /** How many operations have come. */
    long begun() {
        return begun;
    }

    long accepted() {
        return accepted.get();
    }

    /** When the first order since then was accepted; -1 if none was. */
    long firstAcceptedSince(long then) {
        var first = acceptedAt.ceiling(then);
        return first == null ? -1 : first;
    }

    private void arrive() {
        var first = now();
        for (var number = 0L; !stop; number++) {
            var due = first + (long) (number * 1000 / perSecond);
            var wait = due - now();
            if (wait > 0) {
                Waiting.pause(Duration.ofMillis(wait));
            }
            var operation = next(number, due);
            workers.execute(operation);
            begun = number + 1;
        }
    }

    private Runnable next(long number, long due) {
        var customer = customers.get(random.nextInt(customers.size()));
        var product = products.get(random.nextInt(products.size()));
        var quantity = 1 + random.nextInt(3);
        var method = METHODS.get(random.nextInt(METHODS.size()));
        var dice = random.nextInt(100);
        if (dice < LOOKS_PERCENT) {
            return () -> log.add(tried(number, Operation.Kind.LOOK, due, customer, null, () -> customer.look(product)));
        }
        if (dice < LOOKS_PERCENT + CANCELLED_PERCENT) {
            var order = orders.poll();
            if (order != null) {
                var owner = customers.get(Integer.parseInt(order.substring(0, order.indexOf(' '))));
                var id = order.substring(order.indexOf(' ') + 1);
                return () -> log.add(tried(number, Operation.Kind.CANCEL, due, owner, id, () -> owner.cancel(id)));
            }
        }
        var key = "faults-" + run + "-" + number;
        return () -> {
            var done = tried(
                    number,
                    Operation.Kind.PLACE,
                    due,
                    customer,
                    null,
                    () -> customer.order(product, quantity, method, key));
            log.add(done);
            if (done.outcome() == Operation.Outcome.OK) {
                accepted.incrementAndGet();
                acceptedAt.add(done.end());
                orders.add(customers.indexOf(customer) + " " + done.order());
            }
        };
    }

    private Operation tried(long number, Operation.Kind kind, long due, Client who, @Nullable String order, Try once) {
        var start = now();
        var giveUp = System.nanoTime() + GIVE_UP.toNanos();
        for (var tries = 1; ; tries++) {
            var status = 0;
            var outcome = Operation.Outcome.UNKNOWN;
            var told = order;
            var token = who.token();
            try {
                var answer = once.ask();
                status = answer.status();
                outcome = outcome(answer);
                if (kind == Operation.Kind.PLACE && outcome == Operation.Outcome.OK) {
                    told = answer.field("id");
                }
                if (status == UNAUTHORISED) {
                    who.renew(token);
                }
            } catch (IOException noAnswer) {
                // Unknown; with the same key it can be asked again.
            }
            var isOver = outcome == Operation.Outcome.OK || outcome == Operation.Outcome.REFUSED;
            if (isOver || System.nanoTime() > giveUp) {
                return new Operation(number, kind, due, start, now(), outcome, status, tries, told);
            }
            Waiting.pause(Duration.ofMillis(Math.min(2000, 100L << Math.min(tries, 5))));
        }
    }

    private static Operation.Outcome outcome(Client.Answer answer) {
        var status = answer.status();
        if (status < 300) {
            return Operation.Outcome.OK;
        }
        if ((status == CONFLICT && answer.isLater())
                || status == TOO_MANY
                || status == UNAUTHORISED
                || status >= SERVER_ERROR) {
            return Operation.Outcome.FAIL;
        }
        return status == CONFLICT ? Operation.Outcome.REFUSED : Operation.Outcome.FAIL;
    }

    /** Lets nobody in any more and waits for those inside. */
    @Override
    public void close() {
        stop = true;
        try {
            if (arrivals != null) {
                arrivals.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.close();
    }

    private interface Try {
        Client.Answer ask() throws IOException;
    }
}
