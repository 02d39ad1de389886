package shop.orderly.payments;

import static shop.orderly.platform.access.AccessTable.get;
import static shop.orderly.platform.access.AccessTable.post;
import static shop.orderly.platform.access.AccessTable.process;
import static shop.orderly.platform.access.Role.ADMIN;
import static shop.orderly.platform.access.Role.CUSTOMER;
import static shop.orderly.platform.access.Role.MERCHANT;
import static shop.orderly.platform.access.Role.OPS;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.orderly.payments.api.FindPaymentById;
import shop.orderly.payments.api.InitiatePayment;
import shop.orderly.payments.api.ListPayments;
import shop.orderly.payments.api.RecordCapture;
import shop.orderly.payments.api.RecordDecline;
import shop.orderly.payments.api.RecordRefund;
import shop.orderly.payments.api.RecordRefundFailure;
import shop.orderly.payments.api.RecordUnknown;
import shop.orderly.payments.api.RecordVoid;
import shop.orderly.payments.api.RefundOrder;
import shop.orderly.payments.api.RequestRefund;
import shop.orderly.payments.api.VoidPayment;
import shop.orderly.platform.access.AccessTable;

/** Who may see payments and move money. The provider's tasks may learn of each answer that it can give them. */
@Configuration(proxyBeanMethods = false)
public class PaymentsAccess {

    @Bean
    AccessTable paymentsTable() {
        return AccessTable.of(
                get("/api/v1/payments").all(OPS, ADMIN).own(CUSTOMER, MERCHANT).sends(ListPayments.class),
                get("/api/v1/payments/{id}")
                        .all(OPS, ADMIN)
                        .own(CUSTOMER, MERCHANT)
                        .sends(FindPaymentById.class),
                post("/api/v1/payments/{id}/refunds").all(ADMIN).sends(RequestRefund.class),
                process("payment-requests").sends(InitiatePayment.class, VoidPayment.class, RefundOrder.class),
                process("payment-capture")
                        .sends(RecordCapture.class, RecordDecline.class, RecordVoid.class, RecordUnknown.class),
                process("payment-void")
                        .sends(RecordCapture.class, RecordDecline.class, RecordVoid.class, RecordUnknown.class),
                process("payment-refund").sends(RecordRefund.class, RecordRefundFailure.class));
    }
}
