package shop.orderly.platform.processing;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurationScopeAwareProvider;
import org.axonframework.deadline.DeadlineManagerSpanFactory;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerHumanReadableDeadlineDetails;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import shop.orderly.platform.eventstore.PostgresEventStore;

/** Deadlines and durable tasks in the service's own database. */
@AutoConfiguration(
        after = ProcessingAutoConfiguration.class,
        beforeName = {
            "org.axonframework.springboot.autoconfig.AxonAutoConfiguration",
            "org.axonframework.springboot.autoconfig.InfraConfiguration"
        })
@ConditionalOnBean(PostgresEventStore.class)
public class SchedulingAutoConfiguration {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    @Bean
    @DependsOnDatabaseInitialization
    Scheduler scheduler(
            DataSource dataSource,
            ObjectProvider<Task<?>> tasks,
            ObjectProvider<DbSchedulerDeadlineManager> deadlines,
            ObjectProvider<ExecutionInterceptor> interceptors,
            ProcessingProperties properties) {
        var waiting = new ArrayList<Task<?>>();
        waiting.add(deadlineTask(deadlines));
        tasks.orderedStream().filter(task -> !(task instanceof RecurringTask)).forEach(waiting::add);
        var scheduler = Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), waiting)
                .startTasks(starting(tasks))
                .serializer(new JsonTaskData())
                .threads(properties.taskThreads())
                .pollingInterval(properties.taskPollInterval())
                .heartbeatInterval(properties.taskHeartbeat())
                .missedHeartbeatsLimit(4)
                .commitWhenAutocommitDisabled(false)
                .shutdownMaxWait(STOP_WITHIN);
        interceptors.orderedStream().forEach(scheduler::addExecutionInterceptor);
        return scheduler.build();
    }

    @Bean
    SchedulerLifecycle schedulerLifecycle(Scheduler scheduler) {
        return new SchedulerLifecycle(scheduler);
    }

    @Bean
    DurableTasks durableTasks(Scheduler scheduler, DataSource dataSource, Clock clock) {
        return new SchedulerDurableTasks(scheduler, dataSource, clock);
    }

    @Bean
    DbSchedulerDeadlineManager deadlineManager(
            Scheduler scheduler,
            DataSource dataSource,
            Configuration configuration,
            Serializer serializer,
            TransactionManager transactions,
            DeadlineManagerSpanFactory spans) {
        var builder = DbSchedulerDeadlineManager.builder()
                .scheduler(scheduler)
                .scopeAwareProvider(new ConfigurationScopeAwareProvider(configuration))
                .serializer(serializer)
                .transactionManager(transactions)
                .spanFactory(spans)
                .useBinaryPojo(false)
                .startScheduler(false)
                .stopScheduler(false);
        return new Deadlines(builder, dataSource, spans);
    }

    @Bean
    RealPartsCheck realPartsCheck(Configuration configuration) {
        return new RealPartsCheck(configuration);
    }

    /** Axon's own task, with a quicker second attempt: a deadline that lost a race fires again at once. */
    private static Task<DbSchedulerHumanReadableDeadlineDetails> deadlineTask(
            ObjectProvider<DbSchedulerDeadlineManager> deadlines) {
        var axons = DbSchedulerDeadlineManager.humanReadableTask(deadlines::getObject);
        return Tasks.oneTime(TaskDescriptor.of(axons.getName(), DbSchedulerHumanReadableDeadlineDetails.class))
                .onFailure(Retries.doubling(Duration.ofMillis(200), Duration.ofMinutes(1)))
                .execute(axons::execute);
    }

    private static List<RecurringTask<?>> starting(ObjectProvider<Task<?>> tasks) {
        List<RecurringTask<?>> starting = new ArrayList<>();
        tasks.orderedStream()
                .filter(RecurringTask.class::isInstance)
                .forEach(task -> starting.add((RecurringTask<?>) task));
        return starting;
    }
}
