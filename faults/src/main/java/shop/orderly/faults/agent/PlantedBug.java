package shop.orderly.faults.agent;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import shop.orderly.faults.agent.Change.OtherText;
import shop.orderly.faults.agent.Change.Woven;

/** Bugs that a run has to find; each is a promise of the design that is broken. */
@SuppressWarnings("ImmutableEnumChecker") // records and a set that nobody can change
public enum PlantedBug {
    /** What a service has heard already it takes for new. */
    INBOX_DEDUPE_OFF(
            new OtherText(Places.EVENT_LOG, "ON CONFLICT (event_identifier) DO NOTHING", ""),
            Places.DROP_SEQUENCE + ", DROP CONSTRAINT IF EXISTS domain_event_event_identifier_key",
            "I4",
            "I6",
            "I7"),
    /** The outbox writes its token without waiting for Kafka's acknowledgements. */
    TOKEN_BEFORE_ACKNOWLEDGEMENT(
            new Woven("shop.orderly.platform.link.Outbox", "await", Weaving.Skip.class), null, "I3", "I7"),
    /** A release that comes again frees the units again. */
    RELEASE_NOT_IDEMPOTENT(
            new Woven("shop.orderly.inventory.domain.StockReservation", "is", Weaving.StillHeld.class),
            null,
            "I1",
            "I4",
            "I6"),
    /** An order that is cancelled after it was paid asks for no refund. */
    REFUND_SKIPPED(
            new Woven("shop.orderly.orders.process.Fulfilment", "tell", Weaving.SkipRefund.class), null, "I2", "I3"),
    /** Timers do not outlive a crash of Postgres. */
    DEADLINE_NOT_DURABLE(null, "ALTER TABLE IF EXISTS scheduled_tasks SET UNLOGGED", "I3", "I8"),
    /** Two may append the same number to one aggregate. */
    UNIQUE_SEQUENCE_OFF(null, Places.DROP_SEQUENCE, "I1", "I4"),
    /** What fails in a handler is passed over. */
    ERRORS_SWALLOWED(
            new Woven("org.axonframework.eventhandling.PropagatingErrorHandler", "onError", Weaving.Skip.class),
            null,
            "I3",
            "I5",
            "I7",
            "I8"),
    /** Readers of the log go past what is not committed yet, as with Axon's own engines behind their gaps' time-out. */
    READS_PAST_OPEN_TRANSACTIONS(
            new OtherText(
                    Places.EVENT_LOG,
                    "< ((SELECT max(era) FROM event_era), pg_snapshot_xmin(pg_current_snapshot()))",
                    "IS NOT NULL"),
            null,
            "I3",
            "I5",
            "I7",
            "I8");

    private final @Nullable Change change;
    private final @Nullable String statement;
    private final Set<String> breaks;

    PlantedBug(@Nullable Change change, @Nullable String statement, String... breaks) {
        this.change = change;
        this.statement = statement;
        this.breaks = Set.of(breaks);
    }

    /** What is different in the code of services. */
    Optional<Change> change() {
        return Optional.ofNullable(change);
    }

    /** What is done to each service's database before anybody comes. */
    public Optional<String> statement() {
        return Optional.ofNullable(statement);
    }

    /** The invariants of which the audit has to name at least one. */
    public Set<String> breaks() {
        return breaks;
    }

    private static final class Places {
        static final String EVENT_LOG = "shop.orderly.platform.eventstore.EventLog";
        static final String DROP_SEQUENCE =
                "ALTER TABLE IF EXISTS domain_event DROP CONSTRAINT IF EXISTS domain_event_aggregate_key";

        private Places() {}
    }
}
