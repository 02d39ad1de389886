package shop.orderly.platform.processing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.platform.processing.LampService.InstallLamp;
import shop.orderly.platform.processing.LampService.LampWatchSaga;
import shop.orderly.platform.processing.LampService.SwitchLamp;
import shop.orderly.platformtest.EmbeddedDatabase;

class ProcessingIT {

    private static final long NEVER = 3_600_000;

    private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.create("processing");

    private static ConfigurableApplicationContext service;
    private static JdbcClient jdbc;
    private static EventProcessingConfiguration processing;

    private final String lamp = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        service = LampService.start(DATABASE);
        jdbc = service.getBean(JdbcClient.class);
        processing = service.getBean(EventProcessingConfiguration.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void projectsWithinMillisecondsOfTheCommit() {
        var changes = service.getBean(RowChanges.class);
        install(lamp);
        seesTimes(lamp, 0);
        List<Long> waits = new ArrayList<>();
        for (var i = 1; i <= 12; i++) {
            var times = i;
            LampService.send(service, new SwitchLamp(lamp));
            var committed = System.nanoTime();
            var seen = changes.await(ofSeconds(5), () -> times(lamp).filter(t -> t == times));
            assertThat(seen).isPresent();
            waits.add((System.nanoTime() - committed) / 1_000_000);
        }
        // Without being told, the log is looked at only every second.
        assertThat(waits.stream().sorted().toList().get(waits.size() / 2)).isLessThan(250);
    }

    @Test
    void parksAnEventThatItsTableRefusesWhileOthersOfTheBatchFlow() {
        var other = UUID.randomUUID().toString();
        var view = processor("lamp-view");
        view.shutDown();
        install(lamp);
        install(other);
        switchTimes(lamp, 12);
        switchTimes(other, 2);
        switchTimes(lamp, 2); // the table refuses a thirteenth time
        switchTimes(other, 1);
        view.start();

        seesTimes(other, 3);
        seesTimes(lamp, 12);
        await().atMost(ofSeconds(10)).until(() -> parked("lamp-view") == 2);
        assertThat(jdbc.sql("SELECT cause_message FROM dead_letter_entry WHERE cause_message IS NOT NULL"
                                + " AND processing_group = 'lamp-view'")
                        .query(String.class)
                        .single())
                .contains("lamp_view_times_check");

        assertThat(redrive("lamp-view")).isFalse();
        assertThat(parked("lamp-view")).isEqualTo(2);

        var owner = JdbcClient.create(DATABASE.dataSource());
        owner.sql("ALTER TABLE lamp_view DROP CONSTRAINT lamp_view_times_check").update();
        try {
            assertThat(redrive("lamp-view")).isTrue();
            seesTimes(lamp, 14);
            assertThat(parked("lamp-view")).isZero();
        } finally {
            owner.sql("ALTER TABLE lamp_view ADD CONSTRAINT lamp_view_times_check CHECK (times <> 13)")
                    .update();
        }
    }

    @Test
    void parksEventsOfOneSequenceInTheirOrderHoweverTheyFail() {
        var flickering = "flickers-" + lamp;
        var view = processor("lamp-view");
        view.shutDown();
        install(flickering);
        switchTimes(flickering, 14); // the table refuses the thirteenth, the handler the fourteenth
        view.start();

        var letters = jdbc.sql("SELECT sequence_number FROM dead_letter_entry WHERE aggregate_identifier = ?"
                        + " AND processing_group = 'lamp-view' ORDER BY sequence_index")
                .param(flickering);
        await().atMost(ofSeconds(10))
                .until(() -> letters.query(Integer.class).list().size() == 2);
        assertThat(letters.query(Integer.class).list()).containsExactly(13, 14);
        seesTimes(flickering, 12);
        service.getBean(DeadLetters.class).queueOf("lamp-view").clear();
        service.getBean(DeadLetters.class).queueOf("lamp-log").clear();
    }

    @Test
    void parksAnEventWhoseHandlerFailsInTheDatabaseWhileOthersFlow() {
        var other = UUID.randomUUID().toString();
        install(lamp);
        install(other);
        switchTimes(lamp, 18);
        switchTimes(other, 3);

        await().atMost(ofSeconds(10)).until(() -> logged(other) == 3 && logged(lamp) == 16);
        await().atMost(ofSeconds(10)).until(() -> parked("lamp-log") == 2);
        service.getBean(DeadLetters.class).queueOf("lamp-log").clear();
        service.getBean(DeadLetters.class).queueOf("lamp-view").clear();
    }

    @Test
    void loadsALongAggregateFromItsSnapshot() {
        install(lamp);
        switchTimes(lamp, 10);

        assertThat(jdbc.sql("SELECT sequence_number FROM snapshot_event WHERE aggregate_identifier = ?")
                        .param(lamp)
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(4L);
        assertThat(LampService.send(service, new SwitchLamp(lamp))).isEqualTo(11);
    }

    @Test
    void endsASagaByItsDeadline() {
        LampService.send(service, new InstallLamp(lamp, 300));
        switchTimes(lamp, 3);

        await().atMost(ofSeconds(10))
                .until(() ->
                        jdbc.sql("""
                                SELECT (payload ->> 'seen')::int FROM domain_event_readable
                                WHERE type = 'lamp.reported' AND aggregate_identifier = ?
                                """).param(lamp).query(Integer.class).list().equals(List.of(3)));
        await().atMost(ofSeconds(10))
                .until(() -> jdbc.sql("SELECT count(*) FROM association_value_entry WHERE association_value = ?")
                                .param(lamp)
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    @Test
    void doesADurableTaskOnceAndOnlyIfItsTransactionCommits() {
        var tasks = service.getBean(DurableTasks.class);
        var chores = service.getBean(LampService.Chores.class);
        @SuppressWarnings("unchecked")
        OneTimeTask<LampService.Chore> chore = service.getBean(OneTimeTask.class);
        var transaction = new TransactionTemplate(service.getBean(PlatformTransactionManager.class));
        var never = new LampService.Chore("never " + lamp, List.of());
        var once = new LampService.Chore("once " + lamp, List.of("here", "there"));

        transaction.executeWithoutResult(status -> {
            tasks.schedule(chore, "never-" + lamp, never, Instant.now());
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> {
            assertThat(tasks.schedule(chore, lamp, once, Instant.now())).isTrue();
            assertThat(tasks.schedule(chore, lamp, never, Instant.now())).isFalse();
        });
        tasks.schedule(chore, "later-" + lamp, never, Instant.now().plusSeconds(3600));
        tasks.cancel(chore.instance("later-" + lamp));
        tasks.cancel(chore.instance("unknown"));

        await().atMost(ofSeconds(5)).until(() -> chores.done.contains(once));
        assertThat(chores.done).doesNotContain(never);
    }

    @Test
    void stopsWaitingForRowsWhenTheTimeIsUp() {
        assertThat(service.getBean(RowChanges.class).await(ofMillis(150), Optional::empty))
                .isEmpty();
    }

    @Test
    void readsOnlyNowAndThenForWhoWaitsWhileEverythingChanges() throws Exception {
        var changes = service.getBean(PostgresRowChanges.class);
        var over = new AtomicBoolean();
        var busy = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                changes.announce();
            }
        });
        var reads = new AtomicInteger();

        changes.await(ofMillis(600), () -> {
            reads.incrementAndGet();
            return Optional.empty();
        });

        over.set(true);
        busy.join();
        assertThat(reads).hasValueLessThan(30);
    }

    @Test
    void letsOneTransactionAtATimeHaveASaga() throws Exception {
        @SuppressWarnings("unchecked")
        SagaStore<Object> sagas = service.getBean(SagaStore.class);
        var transaction = new TransactionTemplate(service.getBean(PlatformTransactionManager.class));
        var ofLamp = new AssociationValue("lampId", lamp);
        install(lamp);
        var id = await().atMost(ofSeconds(10))
                .until(() -> sagas.findSagas(LampWatchSaga.class, ofLamp), found -> !found.isEmpty())
                .iterator()
                .next();
        var loadsElsewhere = new FutureTask<>(
                () -> transaction.execute(status -> Optional.ofNullable(sagas.loadSaga(LampWatchSaga.class, id))));

        transaction.executeWithoutResult(status -> {
            assertThat(sagas.loadSaga(LampWatchSaga.class, id)).isNotNull();
            Thread.ofVirtual().start(loadsElsewhere);
            assertThatThrownBy(() -> loadsElsewhere.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            sagas.deleteSaga(LampWatchSaga.class, id, Set.of(ofLamp));
        });

        assertThat(loadsElsewhere.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    private static StreamingEventProcessor processor(String group) {
        return processing.eventProcessor(group, StreamingEventProcessor.class).orElseThrow();
    }

    private static boolean redrive(String group) {
        return processing.sequencedDeadLetterProcessor(group).orElseThrow().processAny();
    }

    private static int parked(String group) {
        return jdbc.sql("SELECT count(*) FROM dead_letter_entry WHERE processing_group = ?")
                .param(group)
                .query(Integer.class)
                .single();
    }

    private static int logged(String lamp) {
        return jdbc.sql("SELECT count(*) FROM lamp_log WHERE lamp_id = ?")
                .param(lamp)
                .query(Integer.class)
                .single();
    }

    private static void install(String lamp) {
        LampService.send(service, new InstallLamp(lamp, NEVER));
    }

    private static void switchTimes(String lamp, int times) {
        for (var i = 0; i < times; i++) {
            LampService.send(service, new SwitchLamp(lamp));
        }
    }

    private static void seesTimes(String lamp, int times) {
        await().atMost(ofSeconds(10))
                .pollInterval(ofMillis(20))
                .until(() -> times(lamp).equals(Optional.of(times)));
    }

    private static Optional<Integer> times(String lamp) {
        return jdbc.sql("SELECT times FROM lamp_view WHERE lamp_id = ?")
                .param(lamp)
                .query(Integer.class)
                .optional();
    }
}
