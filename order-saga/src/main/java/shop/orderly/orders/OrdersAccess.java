package shop.orderly.orders;

import static shop.orderly.platform.access.AccessTable.get;
import static shop.orderly.platform.access.AccessTable.post;
import static shop.orderly.platform.access.AccessTable.process;
import static shop.orderly.platform.access.Role.ADMIN;
import static shop.orderly.platform.access.Role.CUSTOMER;
import static shop.orderly.platform.access.Role.MERCHANT;
import static shop.orderly.platform.access.Role.OPS;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.orderly.orders.api.CancelOrder;
import shop.orderly.orders.api.CompensateOrder;
import shop.orderly.orders.api.ConfirmOrder;
import shop.orderly.orders.api.FindOrderById;
import shop.orderly.orders.api.FindSagaByOrder;
import shop.orderly.orders.api.ListOrders;
import shop.orderly.orders.api.ListPrices;
import shop.orderly.orders.api.ListSagas;
import shop.orderly.orders.api.ListTimeline;
import shop.orderly.orders.api.NoteDelay;
import shop.orderly.orders.api.NoteRecovery;
import shop.orderly.orders.api.PlaceOrder;
import shop.orderly.orders.api.RecordPayment;
import shop.orderly.orders.api.RecordRefund;
import shop.orderly.orders.api.RejectOrder;
import shop.orderly.orders.api.RequestPayment;
import shop.orderly.orders.api.RequestRefund;
import shop.orderly.orders.api.ResolveFulfilment;
import shop.orderly.orders.api.ResumeFulfilment;
import shop.orderly.orders.api.RetryFulfilment;
import shop.orderly.platform.access.AccessTable;

/** Who may place, see and cancel orders, and what pushes them. */
@Configuration(proxyBeanMethods = false)
public class OrdersAccess {

    @Bean
    AccessTable ordersTable() {
        return AccessTable.of(
                post("/api/v1/orders")
                        .own(CUSTOMER, MERCHANT, OPS, ADMIN)
                        .sends(PlaceOrder.class, ListPrices.class, FindOrderById.class),
                get("/api/v1/orders").all(OPS, ADMIN).own(CUSTOMER, MERCHANT).sends(ListOrders.class),
                get("/api/v1/orders/{id}")
                        .all(OPS, ADMIN)
                        .own(CUSTOMER, MERCHANT)
                        .sends(FindOrderById.class),
                get("/api/v1/orders/{id}/timeline")
                        .all(OPS, ADMIN)
                        .own(CUSTOMER, MERCHANT)
                        .sends(FindOrderById.class, ListTimeline.class),
                get("/api/v1/orders/{id}/stream")
                        .all(OPS, ADMIN)
                        .own(CUSTOMER, MERCHANT)
                        .sends(FindOrderById.class, ListTimeline.class),
                post("/api/v1/orders/{id}/cancellation")
                        .all(OPS, ADMIN)
                        .own(CUSTOMER, MERCHANT)
                        .sends(CancelOrder.class, FindOrderById.class),
                get("/ops/v1/sagas").all(OPS, ADMIN).sends(ListSagas.class),
                get("/ops/v1/sagas/{orderId}").all(OPS, ADMIN).sends(FindSagaByOrder.class),
                post("/ops/v1/sagas/{orderId}/retry")
                        .all(OPS, ADMIN)
                        .sends(RetryFulfilment.class, FindSagaByOrder.class),
                post("/ops/v1/sagas/{orderId}/compensate")
                        .all(OPS, ADMIN)
                        .sends(CompensateOrder.class, FindSagaByOrder.class),
                post("/ops/v1/sagas/{orderId}/resolve")
                        .all(OPS, ADMIN)
                        .sends(ResolveFulfilment.class, FindSagaByOrder.class),
                process("order-fulfilment")
                        .sends(
                                RejectOrder.class,
                                RequestPayment.class,
                                RecordPayment.class,
                                ConfirmOrder.class,
                                CancelOrder.class,
                                RequestRefund.class,
                                RecordRefund.class,
                                NoteDelay.class,
                                NoteRecovery.class,
                                ResumeFulfilment.class),
                process("order-step")
                        .sends(
                                RejectOrder.class,
                                RequestPayment.class,
                                ConfirmOrder.class,
                                CancelOrder.class,
                                NoteDelay.class,
                                NoteRecovery.class),
                process("order-payment").sends(CancelOrder.class),
                process("order-sweep").sends(ResumeFulfilment.class));
    }
}
