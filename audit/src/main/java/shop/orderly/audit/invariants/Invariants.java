package shop.orderly.audit.invariants;

import java.util.List;

/** All of them, in their order. */
public final class Invariants {
    private Invariants() {}

    public static List<Invariant> all() {
        return List.of(
                new StockAddsUp(),
                new MoneyAddsUp(),
                new OrdersComeToRest(),
                new StreamsAreLawful(),
                new ViewsEqualTheirEvents(),
                new EffectsHappenOnce(),
                new TopicsHoldWhatHappened(),
                new NothingIsForgotten());
    }
}
