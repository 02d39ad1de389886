package shop.orderly.payments.web;

import static org.hamcrest.Matchers.hasItem;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.util.Currency;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.IncompatibleAggregateException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.payments.PaymentsAccess;
import shop.orderly.payments.api.RefundReceipt;
import shop.orderly.payments.api.RequestRefund;
import shop.orderly.platformtest.TestJwt;

@WebMvcTest(properties = {"spring.config.name=platform", TestJwt.PROPERTY})
@ContextConfiguration(classes = {PaymentsAccess.class, RefundEndpoint.class})
class RefundEndpointTest {

    private static final PaymentId PAYMENT = new PaymentId("p-1");
    private static final RefundId REFUND = new RefundId("r-1");

    private final MockMvc http;

    @MockitoBean
    private CommandGateway commands;

    RefundEndpointTest(@Autowired MockMvc http) {
        this.http = http;
    }

    @Test
    void acceptsARefund() throws Exception {
        when(commands.sendAndWait(any(RequestRefund.class))).thenReturn(receipt(false));

        refund("{\"refund_id\":\"r-1\",\"amount\":12.5}", "admin")
                .andExpect(status().isAccepted())
                .andExpect(header().string("Location", "/api/v1/payments/p-1"))
                .andExpect(jsonPath("$.refund_id").value("r-1"))
                .andExpect(jsonPath("$.payment_id").value("p-1"))
                .andExpect(jsonPath("$.status").value("PENDING"))
                .andExpect(jsonPath("$.amount").value(12.5))
                .andExpect(jsonPath("$.version").value(2));
        verify(commands)
                .sendAndWait(new RequestRefund(PAYMENT, REFUND, new BigDecimal("12.5"), Actor.of("admin", "a-1")));
    }

    @Test
    void saysThatARepeatedRefundIsDone() throws Exception {
        when(commands.sendAndWait(any(RequestRefund.class))).thenReturn(receipt(true));

        refund("{\"refund_id\":\"r-1\",\"amount\":12.5}", "admin")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status").value("DONE"));
    }

    @Test
    void refundsEverythingUnderAnIdOfItsOwnWhenNothingIsSaid() throws Exception {
        when(commands.sendAndWait(any(RequestRefund.class))).thenReturn(receipt(false));

        refund("{}", "admin").andExpect(status().isAccepted());
    }

    @Test
    void tellsWhatIsLeftToRefund() throws Exception {
        when(commands.sendAndWait(any(RequestRefund.class)))
                .thenThrow(Refusal.conflict("refund_exceeds_capture", "Less is left.")
                        .with("refundable", new BigDecimal("3"))
                        .exception());

        refund("{\"amount\":4}", "admin")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:refund_exceeds_capture"))
                .andExpect(jsonPath("$.refundable").value(3));
    }

    @Test
    void knowsNoPaymentThatDoesNotExist() throws Exception {
        when(commands.sendAndWait(any(RequestRefund.class))).thenThrow(new AggregateNotFoundException("p-1", "no"));

        refund("{}", "admin")
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:payment_not_found"));
    }

    @Test
    void knowsNoPaymentUnderTheIdOfAnOrder() throws Exception {
        when(commands.sendAndWait(any(RequestRefund.class))).thenThrow(new IncompatibleAggregateException("an order"));

        refund("{}", "admin")
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:payment_not_found"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"amount":0}                | amount
            {"amount":-1}               | amount
            {"amount":"1"}              | amount
            {"refund_id":""}            | refund_id
            {"refund_id":" "}           | refund_id
            {"refund_id":"refund-o-1"}  | refund_id
            {"reason":"x"}              | reason
            """)
    void refusesAWrongBody(String body, String field) throws Exception {
        refund(body, "admin")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:validation_failed"))
                .andExpect(jsonPath("$.errors[*].field").value(hasItem(field)));
        verifyNoInteractions(commands);
    }

    @ParameterizedTest
    @CsvSource({"customer", "merchant", "ops"})
    void isForAdminsOnly(String role) throws Exception {
        refund("{}", role).andExpect(status().isForbidden());
        verifyNoInteractions(commands);
    }

    private ResultActions refund(String body, String role) throws Exception {
        return http.perform(post("/api/v1/payments/p-1/refunds")
                .header("Authorization", TestJwt.bearer("a-1", role))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    private static RefundReceipt receipt(boolean done) {
        return new RefundReceipt(REFUND, new BigDecimal("12.5"), Currency.getInstance("USD"), done, 2);
    }
}
