package shop.orderly.payments;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import shop.orderly.platform.service.OrderlyService;

/** Payments as a service of its own, REST on 8086. */
@SpringBootApplication
public class PaymentsApplication {

    public static void main(String[] args) {
        OrderlyService.run(PaymentsApplication.class, "payments", args);
    }
}
