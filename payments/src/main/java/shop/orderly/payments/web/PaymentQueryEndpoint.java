package shop.orderly.payments.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.users.UserId;
import shop.orderly.payments.api.FindPaymentById;
import shop.orderly.payments.api.ListPayments;
import shop.orderly.payments.api.PaymentView;
import shop.orderly.platform.web.Caller;
import shop.orderly.platform.web.Cursor;
import shop.orderly.platform.web.ItemsPage;
import shop.orderly.platform.web.MinVersion;

/** Reading payments: one's own, or everybody's for ops and admin. */
@RestController
@RequestMapping("/api/v1/payments")
class PaymentQueryEndpoint {

    private final QueryGateway queries;
    private final MinVersion reads;

    PaymentQueryEndpoint(QueryGateway queries, MinVersion reads) {
        this.queries = queries;
        this.reads = reads;
    }

    @GetMapping("/{id}")
    PaymentResponse payment(
            @PathVariable @NotBlank @Size(max = 100) String id,
            @RequestParam(name = "min_version", required = false) @Nullable Long minVersion,
            Caller caller) {
        var query = new FindPaymentById(new PaymentId(id), owner(caller));
        return reads.atLeast(minVersion, () -> find(query), PaymentView::version)
                .map(PaymentResponse::of)
                .orElseThrow(() -> Refusal.notFound("payment_not_found", "There is no such payment of yours.")
                        .exception());
    }

    @GetMapping
    ItemsPage<PaymentResponse> payments(
            @RequestParam(name = "order_id", required = false)
                    @Size(max = 100) @Pattern(regexp = ".*\\S.*", message = "must not be blank") @Nullable String orderId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            Caller caller) {
        var after = Cursor.decode(cursor, 1);
        var query = new ListPayments(
                owner(caller),
                orderId == null ? null : new OrderId(orderId),
                after == null ? null : after.read(0, PaymentId::new),
                limit + 1);
        var rows = queries.query(query, ResponseTypes.multipleInstancesOf(PaymentView.class))
                .join();
        return ItemsPage.of(rows.stream().map(PaymentResponse::of).toList(), limit, row -> Cursor.encode(row.id()));
    }

    private Optional<PaymentView> find(FindPaymentById query) {
        return queries.query(query, ResponseTypes.optionalInstanceOf(PaymentView.class))
                .join();
    }

    private static @Nullable UserId owner(Caller caller) {
        return caller.hasAny("ops", "admin") ? null : new UserId(caller.id());
    }
}
