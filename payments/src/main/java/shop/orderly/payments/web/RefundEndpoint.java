package shop.orderly.payments.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.IncompatibleAggregateException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.payments.api.RefundReceipt;
import shop.orderly.payments.api.RequestRefund;
import shop.orderly.platform.web.Caller;
import shop.orderly.platform.web.NewIds;

/** Giving captured money back by hand. The provider is asked afterwards, so the answer is 202; 200 once it is done. */
@RestController
class RefundEndpoint {

    private final CommandGateway commands;
    private final NewIds ids;

    RefundEndpoint(CommandGateway commands, NewIds ids) {
        this.commands = commands;
        this.ids = ids;
    }

    @PostMapping("/api/v1/payments/{id}/refunds")
    ResponseEntity<RefundResponse> refund(
            @PathVariable @NotBlank @Size(max = 100) String id,
            @RequestBody(required = false) @Valid @Nullable RequestRefundRequest body,
            Caller caller) {
        var wanted = body == null ? RequestRefundRequest.EVERYTHING : body;
        var refundId = new RefundId(wanted.refundId() == null ? ids.next() : wanted.refundId());
        var receipt = send(new RequestRefund(new PaymentId(id), refundId, wanted.amount(), caller.actor()));
        return ResponseEntity.status(receipt.done() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .location(URI.create("/api/v1/payments/" + id))
                .body(RefundResponse.of(id, receipt));
    }

    /** The id of an order, which has a stream in this store too, is no payment's. */
    private RefundReceipt send(RequestRefund command) {
        try {
            return commands.sendAndWait(command);
        } catch (AggregateNotFoundException | IncompatibleAggregateException e) {
            throw Refusal.notFound("payment_not_found", "There is no such payment.")
                    .exception();
        }
    }
}
