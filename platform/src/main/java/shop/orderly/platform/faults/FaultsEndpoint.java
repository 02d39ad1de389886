package shop.orderly.platform.faults;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Switches faults on and off. Each service has its own points and answers which of them are on. */
@RestController
@RequestMapping("/ops/v1/faults")
class FaultsEndpoint {

    private final String service;
    private final Faults faults;

    FaultsEndpoint(String service, Faults faults) {
        this.service = service;
        this.faults = faults;
    }

    /** @param faults what is asked of each point, by its name: {@code payment}, {@code decline:0.3} */
    record Request(@Nullable Map<String, @Nullable String> faults) {}

    /** @param faults what is on, by the point's name */
    record Response(String service, Map<String, String> faults) {}

    @GetMapping
    Response faults() {
        return new Response(service, faults.on());
    }

    @PutMapping
    Response replace(@RequestBody Request request) {
        if (request.faults() == null) {
            throw FaultGrammar.refused("Say which faults, by point.");
        }
        var wanted = new HashMap<String, String>();
        request.faults().forEach((point, text) -> wanted.put(point, text == null ? "" : text));
        faults.replace(wanted);
        return faults();
    }

    @DeleteMapping
    Response clear() {
        faults.clear();
        return faults();
    }
}
