package shop.orderly.platform.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.ScopeDescriptor;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.saga.SagaScopeDescriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.processing.LampService.Watch;
import shop.orderly.platformtest.EmbeddedDatabase;

class DeadlinesIT {

    private static final ScopeDescriptor NOBODY = new SagaScopeDescriptor("LampWatchSaga", "nobody");

    private static ConfigurableApplicationContext service;
    private static JdbcClient jdbc;
    private static DeadlineManager deadlines;

    private final String lamp = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        service = LampService.start(EmbeddedDatabase.create("deadlines"));
        jdbc = service.getBean(JdbcClient.class);
        deadlines = service.getBean(DeadlineManager.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void oneThatIsBeingHandledIsLeftToItsHandlerAndTheRestOfTheWorkCommits() {
        var id = schedule();
        // As the replica marks it that handles it.
        jdbc.sql("UPDATE scheduled_tasks SET picked = true WHERE task_instance = ?")
                .param(id)
                .update();

        inUnitOfWork(() -> {
            deadlines.cancelSchedule("lamp-watch", id);
            jdbc.sql("INSERT INTO lamp_log VALUES (?, 1)").param(lamp).update();
        });

        assertThat(isStored(id)).isTrue();
        assertThat(jdbc.sql("SELECT count(*) FROM lamp_log WHERE lamp_id = ?")
                        .param(lamp)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void oneThatWaitsIsCancelledWithTheTransaction() {
        var id = schedule();
        var unit = unitOfWork();
        unit.start();
        deadlines.cancelSchedule("lamp-watch", id);
        unit.rollback();
        assertThat(isStored(id)).isTrue();

        inUnitOfWork(() -> deadlines.cancelSchedule("lamp-watch", id));
        assertThat(isStored(id)).isFalse();

        inUnitOfWork(() -> deadlines.cancelSchedule("lamp-watch", id));
    }

    private String schedule() {
        return deadlines.schedule(Duration.ofHours(1), "lamp-watch", new Watch(lamp), NOBODY);
    }

    private static boolean isStored(String id) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM scheduled_tasks WHERE task_instance = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private static void inUnitOfWork(Runnable work) {
        unitOfWork().execute(work);
    }

    private static DefaultUnitOfWork<?> unitOfWork() {
        var unit = new DefaultUnitOfWork<>(GenericEventMessage.asEventMessage("work"));
        unit.attachTransaction(service.getBean(TransactionManager.class));
        return unit;
    }
}
