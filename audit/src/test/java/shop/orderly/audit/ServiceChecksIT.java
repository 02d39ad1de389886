package shop.orderly.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import shop.orderly.audit.stores.Database;
import shop.orderly.inventory.InventoryConfiguration;
import shop.orderly.orders.OrdersConfiguration;
import shop.orderly.orders.OrdersProperties;
import shop.orderly.payments.PaymentsConfiguration;
import shop.orderly.platform.telemetry.InvariantCheck;

/** What the services count by themselves once a minute, on the same stores: nothing in a shop in order, and what is wrong. */
class ServiceChecksIT {
    private static final OrdersProperties ORDERS = new OrdersProperties(
            Duration.ofMinutes(15),
            Duration.ofSeconds(2),
            Duration.ofMillis(200),
            Duration.ofMinutes(1),
            10,
            Duration.ofHours(6),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(15),
            Duration.ofMinutes(10),
            10);

    @TestFactory
    Stream<DynamicTest> checks() {
        return Stream.of(
                check(new InventoryConfiguration(), "stockInvariant", Database.PRODUCT, """
                        UPDATE domain_event SET payload = convert_to(replace(convert_from(payload, 'UTF8'), '"reserved":0', '"reserved":101'), 'UTF8')
                        WHERE aggregate_identifier = 'stock-desk' AND sequence_number = 1"""),
                check(new PaymentsConfiguration(), "moneyInvariant", Database.PAYMENT, """
                        UPDATE payments.payment_view SET refunded = 11 WHERE order_id = 'goodwill'"""),
                check(new OrdersConfiguration(), "restInvariant", Database.ORDER, """
                        INSERT INTO orders.saga_view (order_id, order_status, version, started_at, updated_at)
                        VALUES ('forgotten', 'PLACED', 0, now() - interval '1 day', now() - interval '1 day')"""),
                check(new OrdersConfiguration(), "nextStepInvariant", Database.ORDER, """
                        DELETE FROM association_value_entry WHERE association_value = 'stuck'"""));
    }

    private static DynamicTest check(Object configuration, String bean, Database database, String wrong) {
        return DynamicTest.dynamicTest(bean, () -> {
            var stores = Story.lookedAfter(PlantedStores.of(Story.told()), "stuck", "settled");
            stores.run(Database.ORDER, """
                    UPDATE orders.saga_view SET updated_at = now() WHERE order_id = 'fresh';
                    UPDATE orders.order_view SET updated_at = now() WHERE order_id = 'fresh'""");
            var check = bean(configuration, bean);
            assertThat(count(check, database)).isZero();
            stores.run(database, wrong);
            assertThat(count(check, database)).isEqualTo(1);
        });
    }

    private static long count(InvariantCheck check, Database database) {
        var jdbc = new JdbcTemplate(PlantedStores.embedded(database).dataSource());
        return Objects.requireNonNull(
                jdbc.queryForObject(check.sql(), Long.class, check.parameters().toArray()));
    }

    private static InvariantCheck bean(Object configuration, String name)
            throws IllegalAccessException, InvocationTargetException {
        var method = Arrays.stream(configuration.getClass().getDeclaredMethods())
                .filter(it -> it.getName().equals(name))
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        return (InvariantCheck)
                (method.getParameterCount() == 0 ? method.invoke(configuration) : method.invoke(configuration, ORDERS));
    }
}
