package shop.orderly.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;

class RecentEventsTest {

    private final RecentEvents recent = new RecentEvents();

    @Test
    void nothingIsKnownBeforeTheBeginning() {
        assertThat(recent.end()).isEmpty();
        assertThat(recent.after(CommitOrderToken.START)).isEmpty();
        assertThat(recent.after(place(7))).isEmpty();
    }

    @Test
    void whoIsFurtherBehindThanTheBeginningHasToReadTheLog() {
        recent.beginAt(place(10));
        recent.add(events(11, 12));

        assertThat(recent.after(place(9))).isEmpty();
        assertThat(recent.after(place(10)))
                .get()
                .satisfies(pages -> assertThat(indices(pages)).containsExactly(11L, 12L));
    }

    @Test
    void whoIsAtTheEndGetsNothingAndWhoIsWithinAPageGetsThatPage() {
        recent.beginAt(CommitOrderToken.START);
        recent.add(events(1, 3));
        recent.add(events(4, 5));

        assertThat(recent.end()).contains(place(5));
        assertThat(recent.after(place(5))).contains(List.of());
        assertThat(recent.after(place(3)))
                .get()
                .satisfies(pages -> assertThat(indices(pages)).containsExactly(4L, 5L));
        assertThat(recent.after(place(2)))
                .get()
                .satisfies(pages -> assertThat(indices(pages)).containsExactly(1L, 2L, 3L, 4L, 5L));
    }

    @Test
    void theOldestAreForgottenAndTheRestStaysWithoutGaps() {
        recent.beginAt(CommitOrderToken.START);
        for (var first = 1L; first < 5_000; first += 100) {
            recent.add(events(first, first + 99));
        }

        assertThat(recent.after(place(2_999))).isEmpty();
        assertThat(recent.after(place(3_000)))
                .get()
                .satisfies(pages -> assertThat(indices(pages))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(3_001, 5_000).boxed().toList()));
    }

    @Test
    void aPageIsDecodedOnceUnlessThatFailed() {
        recent.beginAt(CommitOrderToken.START);
        recent.add(events(1, 2));
        var page = recent.after(CommitOrderToken.START).orElseThrow().getFirst();
        List<TrackedEventMessage<?>> decoded = new ArrayList<>();

        assertThatIllegalStateException()
                .isThrownBy(() -> page.decoded(rows -> {
                    throw new IllegalStateException("unreadable");
                }));
        assertThat(page.decoded(rows -> decoded)).isSameAs(decoded);
        assertThat(page.decoded(rows -> new ArrayList<>())).isSameAs(decoded);
    }

    private static List<Long> indices(List<RecentEvents.Page> pages) {
        List<Long> indices = new ArrayList<>();
        pages.forEach(page -> page.rows().forEach(row -> indices.add(row.place().globalIndex())));
        return indices;
    }

    private static List<StoredEvent> events(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(index -> new StoredEvent(
                        place(index),
                        "Note",
                        "note",
                        index,
                        "event-" + index,
                        "note.taken",
                        1,
                        new byte[10],
                        new byte[2],
                        Instant.EPOCH))
                .toList();
    }

    private static CommitOrderToken place(long index) {
        return new CommitOrderToken(1, index, index);
    }
}
