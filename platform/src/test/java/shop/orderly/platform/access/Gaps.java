package shop.orderly.platform.access;

import org.axonframework.commandhandling.CommandHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a service may not have, for no row of its table speaks of it. */
final class Gaps {

    private Gaps() {}

    record UnheardOf(String what) {}

    static class UnheardOfHandler {

        @CommandHandler
        void handle(UnheardOf command) {}
    }

    @RestController
    static class BackDoor {

        @GetMapping("/back-door")
        void enter() {}
    }
}
