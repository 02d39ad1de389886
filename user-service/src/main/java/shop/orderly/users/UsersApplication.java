package shop.orderly.users;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import shop.orderly.platform.service.OrderlyService;

/** user-service: REST on 8083. */
@SpringBootApplication
public class UsersApplication {

    public static void main(String[] args) {
        OrderlyService.run(UsersApplication.class, "user-service", args);
    }
}
