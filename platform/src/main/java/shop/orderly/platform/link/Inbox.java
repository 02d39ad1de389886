package shop.orderly.platform.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Receives foreign events and appends them to the own store, each once. Runs a fixed number of {@link InboxConsumer}s in
 * one consumer group per service; starts last and stops first.
 */
final class Inbox implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);
    private static final long STOP_MILLIS = 10_000;

    private final String service;
    private final List<Supplier<InboxConsumer>> makers;
    private final List<Running> threads = new ArrayList<>();

    /**
     * @param service names the threads
     * @param makers one for each consumer; asked anew at every start
     */
    Inbox(String service, List<Supplier<InboxConsumer>> makers) {
        this.service = service;
        this.makers = List.copyOf(makers);
    }

    @Override
    public synchronized void start() {
        for (var maker : makers) {
            var consumer = maker.get();
            var name = service + "-inbox-" + threads.size();
            threads.add(new Running(
                    consumer, Thread.ofPlatform().name(name).daemon().start(consumer)));
        }
    }

    @Override
    public synchronized void stop() {
        threads.forEach(running -> running.consumer().stop());
        try {
            for (var running : threads) {
                running.thread().join(STOP_MILLIS);
                if (running.thread().isAlive()) {
                    log.warn("{} did not end in time", running.thread().getName());
                    running.thread().interrupt();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }

    /** Whether every thread lives. */
    synchronized boolean alive() {
        return isRunning()
                && threads.stream().allMatch(running -> running.thread().isAlive());
    }

    /** Whether Kafka has been reached since the start. */
    synchronized boolean connected() {
        return threads.stream().anyMatch(running -> running.consumer().connected());
    }

    /** What keeps it from working at present. */
    synchronized List<String> troubles() {
        return threads.stream()
                .map(running -> running.consumer().trouble())
                .flatMap(Stream::ofNullable)
                .filter(Objects::nonNull)
                .toList();
    }

    private record Running(InboxConsumer consumer, Thread thread) {}
}
