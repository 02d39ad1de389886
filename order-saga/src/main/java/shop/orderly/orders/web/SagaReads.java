package shop.orderly.orders.web;

import java.util.List;
import java.util.Optional;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.orders.api.FindSagaByOrder;
import shop.orderly.orders.api.ListSagas;
import shop.orderly.orders.api.SagaView;

/** What operators ask about fulfilments. */
@Component
class SagaReads {

    private final QueryGateway queries;

    SagaReads(QueryGateway queries) {
        this.queries = queries;
    }

    static RefusedException notFound() {
        return Refusal.notFound("order_not_found", "There is no such order.").exception();
    }

    Optional<SagaView> find(OrderId order) {
        return queries.query(new FindSagaByOrder(order), ResponseTypes.optionalInstanceOf(SagaView.class))
                .join();
    }

    List<SagaView> list(ListSagas query) {
        return queries.query(query, ResponseTypes.multipleInstancesOf(SagaView.class))
                .join();
    }
}
