package shop.orderly.platform.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {

    private final Redirect redirect =
            new Redirect(Projection.of("order-view", "orders.order", "orders.order_line"), Projection.Version.NEXT);

    @Test
    void turnsEveryNameAndNothingElse() {
        assertThat(redirect.apply("WITH e AS (INSERT INTO orders.order_line SELECT ? FROM orders.order_line o) "
                        + "UPDATE orders.order SET id = 1 WHERE orders.order.id = 2"))
                .isEqualTo(
                        "WITH e AS (INSERT INTO next_order_view.order_line SELECT ? FROM next_order_view.order_line o) "
                                + "UPDATE next_order_view.order SET id = 1 WHERE next_order_view.order.id = 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE order_line SET a = 1",
                "UPDATE orders.other SET a = 1",
                "UPDATE orders.order SET a = (SELECT 1 FROM orders.order_lines)",
                "UPDATE orders.order SET a = (SELECT 1 FROM \"orders\".\"order_line\")",
                "UPDATE orders.order SET a = (SELECT 1 FROM ORDERS.order_line)",
                "DELETE FROM next_order_view.order"
            })
    void refusesWhatItCannotBeSureOf(String sql) {
        assertThatThrownBy(() -> redirect.apply(sql)).isInstanceOf(RefusedStatementException.class);
    }

    @Test
    void takesOnlyTablesWithTheirSchema() {
        assertThatThrownBy(() -> Projection.of("view", "view")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Projection.of("view", "a.view", "b.view"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Projection.of("view")).isInstanceOf(IllegalArgumentException.class);
    }
}
