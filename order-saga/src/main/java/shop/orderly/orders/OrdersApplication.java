package shop.orderly.orders;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import shop.orderly.platform.service.OrderlyService;

/** Orders as a service of its own, REST on 8085. */
@SpringBootApplication
public class OrdersApplication {

    public static void main(String[] args) {
        OrderlyService.run(OrdersApplication.class, "order-saga", args);
    }
}
