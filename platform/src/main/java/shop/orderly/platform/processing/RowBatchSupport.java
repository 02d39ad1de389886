package shop.orderly.platform.processing;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.WrappedMessageHandlingMember;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gives event handlers their {@link RowBatch}, forgets the rows of a handler that failed, and lets a handler that writes
 * by itself in a group with dead letters do so in a savepoint, so that its failure leaves the transaction usable.
 */
final class RowBatchSupport implements ParameterResolverFactory, HandlerEnhancerDefinition {

    private final DataSource dataSource;
    private final RowWriter writer;
    private final ProcessingProperties properties;

    RowBatchSupport(DataSource dataSource, RowWriter writer, ProcessingProperties properties) {
        this.dataSource = dataSource;
        this.writer = writer;
        this.properties = properties;
    }

    @Override
    public @Nullable ParameterResolver<RowBatch> createInstance(
            Executable executable, Parameter[] parameters, int parameterIndex) {
        if (!RowBatch.class.equals(parameters[parameterIndex].getType())) {
            return null;
        }
        var group = groupOf(executable.getDeclaringClass());
        if (group == null) {
            throw new IllegalStateException(executable + " takes a RowBatch: its class needs a @ProcessingGroup");
        }
        return new Resolver(group, writer);
    }

    @Override
    public <T> MessageHandlingMember<T> wrapHandler(MessageHandlingMember<T> original) {
        var method = original.unwrap(Method.class).orElse(null);
        if (method == null || !original.canHandleMessageType(EventMessage.class)) {
            return original;
        }
        var group = groupOf(method.getDeclaringClass());
        if (group == null) {
            return original;
        }
        if (Arrays.asList(method.getParameterTypes()).contains(RowBatch.class)) {
            return new Collecting<>(original, group, writer);
        }
        return properties.group(group).deadLetters() ? new InSavepoint<>(original, dataSource) : original;
    }

    private static @Nullable String groupOf(Class<?> type) {
        var mark = AnnotatedElementUtils.findMergedAnnotation(type, ProcessingGroup.class);
        return mark == null ? null : mark.value();
    }

    private record Resolver(String group, RowWriter writer) implements ParameterResolver<RowBatch> {

        @Override
        @SuppressWarnings("rawtypes") // as the interface declares it
        public RowBatch resolveParameterValue(Message message) {
            return CollectedRows.current(writer).of(group, (EventMessage<?>) message);
        }

        @Override
        @SuppressWarnings("rawtypes") // as the interface declares it
        public boolean matches(Message message) {
            return message instanceof EventMessage<?>;
        }
    }

    /**
     * Before a failed event may be parked, the rows of those before it are written: whichever of them is refused is parked
     * first.
     */
    private static final class Collecting<T> extends WrappedMessageHandlingMember<T> {

        private final String group;
        private final RowWriter writer;

        Collecting(MessageHandlingMember<T> delegate, String group, RowWriter writer) {
            super(delegate);
            this.group = group;
            this.writer = writer;
        }

        @Override
        public Object handle(Message<?> message, T target) throws Exception {
            try {
                return super.handle(message, target);
            } catch (Exception e) {
                var rows = CollectedRows.current(writer);
                rows.discard(group, (EventMessage<?>) message);
                writer.write(rows, CurrentUnitOfWork.get());
                throw e;
            }
        }
    }

    private static final class InSavepoint<T> extends WrappedMessageHandlingMember<T> {

        private final DataSource dataSource;

        InSavepoint(MessageHandlingMember<T> delegate, DataSource dataSource) {
            super(delegate);
            this.dataSource = dataSource;
        }

        @Override
        public Object handle(Message<?> message, T target) throws Exception {
            if (!TransactionSynchronizationManager.isActualTransactionActive()) {
                return super.handle(message, target);
            }
            var connection = DataSourceUtils.getConnection(dataSource);
            try {
                return handle(message, target, connection);
            } finally {
                DataSourceUtils.releaseConnection(connection, dataSource);
            }
        }

        private Object handle(Message<?> message, T target, Connection connection) throws Exception {
            var savepoint = connection.setSavepoint();
            try {
                var result = super.handle(message, target);
                connection.releaseSavepoint(savepoint);
                return result;
            } catch (Exception e) {
                try {
                    connection.rollback(savepoint);
                } catch (SQLException lost) {
                    e.addSuppressed(lost);
                }
                throw e;
            }
        }
    }
}
