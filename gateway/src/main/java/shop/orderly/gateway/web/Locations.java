package shop.orderly.gateway.web;

import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerResponse;

/** Keeps {@code Location} usable by the client: one that names the service's own address loses that part. */
final class Locations {

    private Locations() {}

    static ServerResponse throughTheGateway(URI target, ServerResponse response) {
        var location = response.headers().getFirst(HttpHeaders.LOCATION);
        var own = target.toString();
        if (location != null && location.startsWith(own) && location.startsWith("/", own.length())) {
            response.headers().set(HttpHeaders.LOCATION, location.substring(own.length()));
        }
        return response;
    }
}
