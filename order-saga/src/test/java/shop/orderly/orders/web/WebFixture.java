package shop.orderly.orders.web;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;
import static shop.orderly.orders.OrderMother.APPLE;
import static shop.orderly.orders.OrderMother.CUSTOMER;
import static shop.orderly.orders.OrderMother.ORDER;
import static shop.orderly.orders.OrderMother.USD;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.orders.OrdersAccess;
import shop.orderly.orders.OrdersProperties;
import shop.orderly.orders.api.FindOrderById;
import shop.orderly.orders.api.ListPrices;
import shop.orderly.orders.api.OrderView;
import shop.orderly.orders.api.PriceView;
import shop.orderly.platform.processing.RowChanges;

/** What the endpoints need besides the gateways; nothing ever changes while they wait. */
@TestConfiguration(proxyBeanMethods = false)
@Import({OrdersAccess.class, OrderReads.class})
@EnableConfigurationProperties(OrdersProperties.class)
class WebFixture {

    static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    @Bean
    RowChanges rowChanges() {
        return new RowChanges() {
            @Override
            public <T> Optional<T> await(Duration limit, Supplier<Optional<T>> read) {
                return read.get();
            }
        };
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    static OrderView view(OrderStatus status, @Nullable String reason, long version) {
        return new OrderView(
                ORDER,
                CUSTOMER,
                status,
                reason,
                List.of(new OrderView.Item(APPLE, "Apple", 2, new BigDecimal("10"))),
                new BigDecimal("20"),
                USD,
                "tok_ok",
                status != OrderStatus.PLACED && status != OrderStatus.AWAITING_PAYMENT,
                version,
                AT,
                AT);
    }

    static void answerPrices(QueryGateway queries, PriceView... prices) {
        when(queries.query(any(ListPrices.class), WebFixture.<List<PriceView>>anyResponse()))
                .thenReturn(CompletableFuture.completedFuture(List.of(prices)));
    }

    static void answerOrder(QueryGateway queries, @Nullable OrderView view) {
        when(queries.query(any(FindOrderById.class), WebFixture.<Optional<OrderView>>anyResponse()))
                .thenAnswer(call -> {
                    var owner = call.<FindOrderById>getArgument(0).owner();
                    return CompletableFuture.completedFuture(
                            Optional.ofNullable(view).filter(it -> owner == null || owner.equals(it.customerId())));
                });
    }

    static <T> ResponseType<T> anyResponse() {
        return any();
    }
}
