package shop.orderly.platform.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.processing.LampService.LampWatchSaga;
import shop.orderly.platformtest.EmbeddedDatabase;

class SagaLockIT {

    private static ConfigurableApplicationContext service;
    private static SagaStore<Object> sagas;
    private static JdbcClient jdbc;
    private static TransactionManager transactions;

    @BeforeAll
    @SuppressWarnings("unchecked")
    static void start() {
        service = LampService.start(EmbeddedDatabase.create("sagas"));
        sagas = service.getBean(SagaStore.class);
        jdbc = service.getBean(JdbcClient.class);
        transactions = service.getBean(TransactionManager.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static void load(String id) {
        assertThat((Object) sagas.loadSaga(LampWatchSaga.class, id)).isNotNull();
    }

    @Test
    void letsOneTransactionAtATimeWorkWithASaga() throws InterruptedException {
        insert("one");
        insert("other");
        var loaded = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        var first = runAsync(() -> {
            load("one");
            loaded.countDown();
            awaitQuietly(finish);
        });
        assertThat(loaded.await(10, TimeUnit.SECONDS)).isTrue();
        inUnitOfWork(() -> load("other"));

        var second = runAsync(() -> load("one"));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> jdbc.sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                                .query(Integer.class)
                                .single()
                        == 1);
        assertThat(second).isNotDone();
        finish.countDown();

        first.orTimeout(10, TimeUnit.SECONDS).join();
        second.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void holdsBackNoReaderWhileItWorks() {
        insert("quiet");
        inUnitOfWork(() -> {
            load("quiet");
            assertThat(jdbc.sql("SELECT pg_current_xact_id_if_assigned() IS NULL")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        });
    }

    /** As a processor and a deadline do it. */
    private static void inUnitOfWork(Runnable work) {
        var unit = new DefaultUnitOfWork<>(GenericEventMessage.asEventMessage("work"));
        unit.attachTransaction(transactions);
        unit.execute(work);
    }

    private static CompletableFuture<Void> runAsync(Runnable work) {
        return CompletableFuture.runAsync(() -> inUnitOfWork(work), Thread::startVirtualThread);
    }

    private static void insert(String id) {
        inUnitOfWork(() -> sagas.insertSaga(
                LampWatchSaga.class, id, new LampWatchSaga(), Set.of(new AssociationValue("lampId", id))));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
