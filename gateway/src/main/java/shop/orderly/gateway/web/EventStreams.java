package shop.orderly.gateway.web;

/** Answers that go on for minutes: known by their path before there is one. */
public final class EventStreams {

    private EventStreams() {}

    /** @param path as it was sent */
    public static boolean has(String path) {
        return path.endsWith("/stream");
    }
}
