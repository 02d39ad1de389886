package shop.orderly.gateway;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import shop.orderly.platform.service.OrderlyService;

/** The gateway as a service of its own, on 8080. */
@SpringBootApplication
public class GatewayApplication {

    public static void main(String[] args) {
        OrderlyService.run(GatewayApplication.class, "gateway", args);
    }
}
