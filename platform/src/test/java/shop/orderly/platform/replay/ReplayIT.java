package shop.orderly.platform.replay;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.platform.eventstore.CommitOrderToken;
import shop.orderly.platform.web.ProblemException;

class ReplayIT {

    private static final String SCHEMAS =
            "SELECT count(*) FROM pg_namespace WHERE nspname ~ '^(next|check|base)_meter_view$'";

    private final Meters meters = new Meters();

    @Test
    void exchangesTheRowsUnderLoadAndNoReaderSeesIt() throws Exception {
        try (var service = MeterService.start(meters.database);
                var others = Executors.newCachedThreadPool()) {
            meters.read("m", 200, 20, 3);
            meters.showsWhatHappened();
            meters.spoil();
            var over = new AtomicBoolean();
            var reads = new AtomicLong();
            List<Future<?>> work = new ArrayList<>();
            for (var reader = 0; reader < 2; reader++) {
                work.add(others.submit(() -> {
                    var jdbc = service.getBean(JdbcClient.class);
                    while (!over.get()) {
                        assertThat(jdbc.sql("SELECT count(*) FROM meters.meter_view")
                                        .query(Integer.class)
                                        .single())
                                .isGreaterThanOrEqualTo(200);
                        reads.incrementAndGet();
                        LockSupport.parkNanos(1_000_000);
                    }
                }));
            }
            work.add(others.submit(() -> {
                while (!over.get()) {
                    meters.read("m", 5, 2, 1);
                    LockSupport.parkNanos(10_000_000);
                }
            }));
            try {
                var ended = meters.ended(service, meters.start(service, "start"));
                assertThat(ended.error()).isNull();
                assertThat(ended.state()).isEqualTo(RebuildState.DONE);
                assertThat(ended.verification()).contains("\"whole\": true");
                var seen = reads.get();
                await().atMost(ofSeconds(10)).until(() -> reads.get() > seen + 100);
            } finally {
                over.set(true);
            }
            for (var one : work) {
                one.get();
            }
            meters.showsWhatHappened();
            assertThat(meters.count("SELECT count(*) FROM meters.reading"))
                    .isEqualTo(meters.count("SELECT count(*) FROM domain_event"));
            assertThat(meters.count("SELECT count(*) FROM pg_indexes WHERE schemaname = 'meters'"))
                    .isEqualTo(4);
            await().atMost(ofSeconds(10)).until(() -> meters.count(SCHEMAS) == 0);
        }
    }

    @Test
    void ofTwoOperatorsOneIsToldThatARebuildIsUnderWay() {
        try (var service = MeterService.start(meters.database)) {
            meters.read("m", 50, 20, 1);
            var first = meters.start(service, "start");
            assertThatThrownBy(() -> meters.start(service, "start"))
                    .isInstanceOfSatisfying(ProblemException.class, refused -> {
                        assertThat(refused.problem().status().value()).isEqualTo(409);
                        assertThat(refused.problem().detail().getProperties()).containsEntry("id", first.id());
                    });
            assertThat(meters.ended(service, first).state()).isEqualTo(RebuildState.DONE);
            var operations = service.getBean(RebuildOperations.class);
            assertThatThrownBy(() -> operations.start("meter-alarm", "start", "ops:o-1"))
                    .hasMessageContaining("cannot be done again");
            assertThatThrownBy(() -> operations.start("unknown", "start", "ops:o-1"))
                    .hasMessageContaining("no processing group");
            assertThatThrownBy(() -> meters.start(service, "yesterday")).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void standsStillWhilePausedAndLeavesNothingWhenCancelled() {
        try (var service = MeterService.start(meters.database, Meters.SLOWLY)) {
            meters.readMany();
            var operations = service.getBean(RebuildOperations.class);
            var rebuild = meters.pausedMidway(service);
            var places = meters.places();
            assertThat(places).allMatch(it -> it.place().globalIndex() < lastEvent());
            meters.read("m", 150, 5, 1);
            meters.showsWhatHappened();
            assertThat(meters.found(service, rebuild).state()).isEqualTo(RebuildState.PAUSED);
            assertThat(meters.places()).isEqualTo(places);
            operations.cancel(Meters.VIEW, rebuild.id());
            await().atMost(ofSeconds(10))
                    .until(() -> meters.count("SELECT count(*) FROM projection_rebuild WHERE cleaned") == 1);
            assertThat(meters.count(SCHEMAS)).isZero();
            assertThat(meters.count("SELECT count(*) FROM token_entry WHERE processor_name = 'meter-view.rebuild'"))
                    .isZero();
            assertThatThrownBy(() -> operations.resume(Meters.VIEW, rebuild.id()))
                    .isInstanceOf(ProblemException.class);

            var again = meters.start(service, "start");
            operations.pause(Meters.VIEW, again.id());
            operations.resume(Meters.VIEW, again.id());
            assertThat(meters.ended(service, again).state()).isEqualTo(RebuildState.DONE);
            meters.showsWhatHappened();
        }
    }

    @Test
    void goesOnWhereItWasWhenTheServiceComesBack() {
        Rebuild rebuild;
        try (var service = MeterService.start(meters.database, Meters.SLOWLY)) {
            meters.readMany();
            meters.spoil();
            rebuild = meters.startAndAwaitWork(service);
        }
        assertThat(meters.places())
                .isNotEmpty()
                .allMatch(it -> it.place().compareTo(CommitOrderToken.START) > 0)
                .allMatch(it -> it.place().globalIndex() < lastEvent());
        try (var service = MeterService.start(meters.database)) {
            assertThat(meters.ended(service, rebuild).state()).isEqualTo(RebuildState.DONE);
            meters.showsWhatHappened();
        }
    }

    @Test
    void twoReplicasShareTheWorkAndBothTakeUpTheNewRows() {
        try (var one = MeterService.start(meters.database);
                var other = MeterService.start(meters.database)) {
            meters.read("m", 100, 50, 1);
            meters.showsWhatHappened();
            meters.spoil();
            assertThat(meters.ended(one, meters.start(other, "start")).state()).isEqualTo(RebuildState.DONE);
            meters.showsWhatHappened();
            meters.read("m", 100, 2, 5);
            meters.showsWhatHappened();
            assertThat(Meters.live(one).isRunning() && Meters.live(other).isRunning())
                    .isTrue();
        }
    }

    @Test
    void parksWhatCannotBeHandledAsTheLiveGroupDoes() {
        try (var service = MeterService.start(meters.database)) {
            meters.read("m", 20, 10, 1);
            meters.read("poisoned", 1, 1, 1_000_012);
            meters.read("poisoned", 1, 3, 1); // the table refuses a total of 1000013
            var parked = "SELECT count(*) FROM dead_letter_entry WHERE processing_group = 'meter-view'";
            await().atMost(ofSeconds(20)).until(() -> meters.count(parked) == 3);
            var last = Long.toString(lastEvent());
            assertThatThrownBy(() -> meters.start(service, last))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.problem().detail().getType())
                                    .hasToString("urn:orderly:problem:dead_letters_first"));
            meters.jdbc
                    .sql("DELETE FROM meters.meter_view WHERE meter LIKE 'poisoned%'")
                    .update();

            var ended = meters.ended(service, meters.start(service, "start"));

            assertThat(ended.error()).isNull();
            assertThat(ended.state()).isEqualTo(RebuildState.DONE);
            assertThat(meters.count(parked)).isEqualTo(3);
            assertThat(meters.count("SELECT total FROM meters.meter_view WHERE meter = 'poisoned1'"))
                    .isEqualTo(1_000_012);
        }
    }

    @Test
    void failsRatherThanParkWhatTheLiveGroupHasGotOver() {
        try (var service = MeterService.start(meters.database)) {
            meters.read("m", 20, 10, 1);
            meters.read("poisoned", 1, 1, 1_000_012);
            meters.read("poisoned", 1, 1, 1);
            var parked = "SELECT count(*) FROM dead_letter_entry WHERE processing_group LIKE 'meter-view%'";
            await().atMost(ofSeconds(20)).until(() -> meters.count(parked) == 1);
            meters.jdbc.sql("DELETE FROM dead_letter_entry").update();
            meters.read("poisoned", 1, 1, 5);
            await().atMost(ofSeconds(20)).until(() -> poisonedTotal() == 1_000_017);

            var ended = meters.ended(service, meters.start(service, "start"));

            assertThat(ended.state()).isEqualTo(RebuildState.FAILED);
            assertThat(ended.error()).contains("1 sequences that meter-view has not parked");
            assertThat(poisonedTotal()).isEqualTo(1_000_017);
            await().atMost(ofSeconds(10)).until(() -> meters.count(parked) == 0);
        }
    }

    @Test
    void doesNotTakeACopyForWholeThatAPauseBrokeOff() {
        try (var service = MeterService.start(meters.database, "orderly.processing.rebuild.lock-timeout=20s")) {
            meters.read("m", 100, 10, 1);
            meters.showsWhatHappened();
            var operations = service.getBean(RebuildOperations.class);
            // One table cannot be read while this lasts, longer than until the state is looked up again.
            var rebuild = transaction().execute(status -> {
                meters.jdbc
                        .sql("LOCK TABLE meters.reading IN ACCESS EXCLUSIVE MODE")
                        .update();
                var started = meters.start(service, Long.toString(lastEvent()));
                await().atMost(ofSeconds(20)).until(() -> meters.count("""
                                SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
                                WHERE NOT granted AND relation = 'meters.reading'::regclass
                                    AND clock_timestamp() - xact_start > interval '1200 ms'""") > 0);
                return operations.pause(Meters.VIEW, started.id());
            });
            await().atMost(ofSeconds(20)).until(() -> meters.count("""
                            SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'
                                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""") == 0);
            assertThat(meters.found(service, rebuild).prepared()).isFalse();
            assertThat(meters.places()).isEmpty();

            operations.resume(Meters.VIEW, rebuild.id());

            assertThat(meters.ended(service, rebuild).state()).isEqualTo(RebuildState.DONE);
            meters.showsWhatHappened();
            assertThat(meters.count("SELECT count(*) FROM meters.reading")).isEqualTo(1000);
        }
    }

    @Test
    void goesBackToTheRowsBeforeAndTheyCatchUp() {
        try (var service = MeterService.start(meters.database)) {
            meters.read("m", 20, 10, 1);
            meters.showsWhatHappened();
            var operations = service.getBean(RebuildOperations.class);
            assertThatThrownBy(() -> operations.rollBack(Meters.VIEW)).isInstanceOf(ProblemException.class);
            meters.jdbc
                    .sql("INSERT INTO meters.meter_view VALUES ('only before', 1, 0)")
                    .update();
            assertThat(meters.ended(service, meters.start(service, "start")).state())
                    .isEqualTo(RebuildState.DONE);
            meters.read("m", 20, 10, 1);
            meters.showsWhatHappened();

            assertThat(operations.rollBack(Meters.VIEW).state()).isEqualTo(RebuildState.ROLLED_BACK);

            assertThat(meters.count("SELECT count(*) FROM meters.meter_view WHERE meter = 'only before'"))
                    .isEqualTo(1);
            meters.jdbc
                    .sql("DELETE FROM meters.meter_view WHERE meter = 'only before'")
                    .update();
            meters.showsWhatHappened();
        }
    }

    @Test
    void handlesAgainOnlyWhatHappenedSince() {
        try (var service = MeterService.start(meters.database)) {
            meters.read("old", 10, 10, 1);
            meters.showsWhatHappened();
            var last = meters.count("SELECT max(global_index) FROM domain_event");
            meters.read("new", 10, 10, 1);
            meters.showsWhatHappened();
            meters.jdbc
                    .sql("DELETE FROM meters.meter_view WHERE meter LIKE 'new%'")
                    .update();
            meters.jdbc
                    .sql("UPDATE meters.meter_view SET total = -1 WHERE meter = 'old1'")
                    .update();

            var ended = meters.ended(service, meters.start(service, Long.toString(last + 1)));

            assertThat(ended.error()).isNull();
            assertThat(ended.state()).isEqualTo(RebuildState.DONE);
            assertThat(meters.count("SELECT count(*) FROM meters.meter_view WHERE meter LIKE 'new%' AND total = 10"))
                    .isEqualTo(10);
            assertThat(meters.count("SELECT total FROM meters.meter_view WHERE meter = 'old1'"))
                    .isEqualTo(-1);
        }
    }

    @Test
    void leavesTheLiveRowsAloneWhenTheNewOnesAreNotWhatTheEventsGive() {
        try (var service = MeterService.start(meters.database, Meters.SLOWLY)) {
            meters.readMany();
            var operations = service.getBean(RebuildOperations.class);
            var rebuild = meters.pausedMidway(service);
            meters.jdbc
                    .sql("INSERT INTO next_meter_view.meter_view VALUES ('planted', 1, 0)")
                    .update();
            operations.resume(Meters.VIEW, rebuild.id());

            var ended = meters.ended(service, rebuild);

            assertThat(ended.state()).isEqualTo(RebuildState.FAILED);
            assertThat(ended.verification()).contains("planted");
            meters.showsWhatHappened();
            await().atMost(ofSeconds(10)).until(() -> meters.count(SCHEMAS) == 0);
        }
    }

    @Test
    void failsWhenAMigrationHasChangedTheTablesMeanwhile() {
        try (var service = MeterService.start(meters.database, Meters.SLOWLY)) {
            meters.readMany();
            var operations = service.getBean(RebuildOperations.class);
            var rebuild = meters.pausedMidway(service);
            meters.jdbc
                    .sql("ALTER TABLE meters.meter_view ADD COLUMN unit text")
                    .update();
            operations.resume(Meters.VIEW, rebuild.id());

            var ended = meters.ended(service, rebuild);

            assertThat(ended.state()).isEqualTo(RebuildState.FAILED);
            assertThat(ended.error()).contains("migration");
            meters.showsWhatHappened();
        }
    }

    @Test
    void aProjectionThatIsAddedLaterBuildsItselfFromHistory() {
        try (var service = MeterService.start(meters.database)) {
            meters.read("m", 30, 2, 1);
            meters.showsWhatHappened();
            assertThat(service.getBean(Projections.class).find("late-view")).isEmpty();
        }
        try (var service = MeterService.start(meters.database, "late=true")) {
            await().atMost(ofSeconds(20)).until(() -> meters.count("SELECT count(*) FROM meters.late") == 30);
            assertThat(service.getBean(Projections.class).find("late-view")).isPresent();
        }
    }

    @Test
    void failsWhenAHandlerWritesMoreThanIsDeclared() {
        try (var service = MeterService.start(meters.database, "strays=true")) {
            meters.read("m", 5, 2, 1);
            meters.showsWhatHappened();
            meters.jdbc.sql("INSERT INTO meters.late VALUES ('untouched')").update();

            var ended = meters.ended(service, meters.start(service, "start"));

            assertThat(ended.state()).isEqualTo(RebuildState.FAILED);
            assertThat(ended.error()).contains("none of its tables");
            assertThat(meters.count("SELECT count(*) FROM meters.late WHERE meter = 'untouched'"))
                    .isEqualTo(1);
        }
    }

    private long lastEvent() {
        return meters.count("SELECT max(global_index) FROM domain_event");
    }

    private long poisonedTotal() {
        return meters.count("SELECT max(total) FROM meters.meter_view WHERE meter = 'poisoned1'");
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(meters.dataSource));
    }

    @Test
    void aGroupThatDoesMoreThanKeepRowsCannotBeDeclared() {
        assertThatThrownBy(() -> MeterService.start(meters.database, "undeclarable=true"))
                .hasStackTraceContaining("take no RowBatch");
    }
}
