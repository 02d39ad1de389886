package shop.orderly.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.EventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogPagesIT {

    private static final int SIZE = 4;
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestLog test = TestLog.create();
    private final LogPages pages = test.store.pages("reader", SIZE);

    @AfterEach
    void close() {
        pages.close();
        test.close();
    }

    @Test
    void coverTheLogWithoutGapsAndEndWhereItEnds() throws Exception {
        append(10);

        var texts = new ArrayList<String>();
        var place = CommitOrderToken.START;
        for (var page = pages.after(place, AT_ONCE); !page.end().equals(place); page = pages.after(place, AT_ONCE)) {
            texts.addAll(TestLog.texts(page.events()));
            place = page.end();
        }

        assertThat(texts).isEqualTo(test.textsAfter(CommitOrderToken.START));
        assertThat(place).isEqualTo(test.engine.createHeadToken());
    }

    @Test
    void areReadOnceForThoseSideBySide() throws Exception {
        append(10);

        var one = pages.after(CommitOrderToken.START, AT_ONCE);
        var other = pages.after(CommitOrderToken.START, AT_ONCE);

        assertThat(other.events()).isSameAs(one.events());
        assertThat(pages.after(one.end(), AT_ONCE).events())
                .isSameAs(pages.after(other.end(), AT_ONCE).events());
    }

    @Test
    void areJoinedByWhoeverStandsInTheMiddleOfOne() throws Exception {
        append(10);
        var first = pages.after(CommitOrderToken.START, AT_ONCE);

        var rest = pages.after(TestLog.placeOf(first.events().get(1)), AT_ONCE);

        assertThat(rest.events()).isEqualTo(first.events().subList(2, SIZE));
        assertThat(rest.end()).isEqualTo(first.end());
    }

    @Test
    void giveWhatWasAppendedMeanwhileToWhoeverWaitsAtTheEnd() throws Exception {
        append(2);
        var end = pages.after(CommitOrderToken.START, AT_ONCE).end();
        assertThat(pages.after(end, Duration.ofMillis(50)).events()).isEmpty();

        try (var waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            var next = waiting.submit(() -> pages.after(end, LONG));
            test.append(TestLog.event("late", 0));
            assertThat(TestLog.texts(next.get().events())).containsExactly("late#0");
        }
        assertThat(TestLog.texts(pages.after(CommitOrderToken.START, AT_ONCE).events()))
                .containsExactly("note#0", "note#1", "late#0");
    }

    @Test
    void areReadAgainAfterOneThatCouldNotBe() throws Exception {
        append(SIZE);
        test.jdbc.execute("ALTER TABLE domain_event RENAME TO hidden");
        assertThatThrownBy(() -> pages.after(CommitOrderToken.START, AT_ONCE)).hasMessageContaining("domain_event");

        test.jdbc.execute("ALTER TABLE hidden RENAME TO domain_event");
        assertThat(pages.after(CommitOrderToken.START, AT_ONCE).events()).hasSize(SIZE);
    }

    private void append(int count) {
        test.append(IntStream.range(0, count)
                .mapToObj(n -> TestLog.event("note", n))
                .toArray(EventMessage<?>[]::new));
    }
}
