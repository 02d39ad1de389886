package shop.orderly.gateway.web;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.removeRequestParameter;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.methods;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import shop.orderly.gateway.GatewayProperties;

/**
 * Which service answers which path. The first that matches wins; a path that is not here is not public.
 *
 * <table>
 * <caption>Routes</caption>
 * <tr><td>{@code /api/v1/products/{id}/stock/**}; all but GET and HEAD on {@code /api/v1/products/**}</td><td>product-command</td></tr>
 * <tr><td>GET and HEAD on {@code /api/v1/products/**}</td><td>product-query</td></tr>
 * <tr><td>{@code /api/v1/categories/**}</td><td>category-query</td></tr>
 * <tr><td>{@code /api/v1/auth/**}, {@code /api/v1/users/**}, {@code /.well-known/jwks.json}</td><td>user-service</td></tr>
 * <tr><td>{@code /api/v1/orders/**}</td><td>order-saga</td></tr>
 * <tr><td>{@code /api/v1/payments/**}</td><td>payments</td></tr>
 * <tr><td>{@code /ops/v1/signing-keys/**}, for the roles ops and admin, as all of {@code /ops}</td><td>user-service</td></tr>
 * <tr><td>{@code /ops/v1/sagas/**}</td><td>order-saga</td></tr>
 * <tr><td>{@code /ops/v1/projections/{name}/**}, {@code dead-letters/{processor}}, {@code publications/{topic}}</td><td>the
 * one that has it ({@link Owners}); the lists themselves: {@link OperatorsEndpoint}</td></tr>
 * </table>
 */
@Component
class Routes {

    private static final RequestPredicate READS = methods(HttpMethod.GET, HttpMethod.HEAD);

    private static final String OWNER = Routes.class.getName() + ".owner";

    private final GatewayProperties properties;
    private final Owners owners;
    private final Places places;
    private final UpstreamProblems problems;

    Routes(GatewayProperties properties, Owners owners, Places places, UpstreamProblems problems) {
        this.properties = properties;
        this.owners = owners;
        this.places = places;
        this.problems = problems;
    }

    @Bean
    RouterFunction<ServerResponse> publicPaths() {
        var stock = path("/api/v1/products/{id}/stock/**");
        var products = path("/api/v1/products/**");
        var accounts = path("/api/v1/auth/**")
                .or(path("/api/v1/users/**"))
                .or(path("/.well-known/jwks.json"))
                .or(path("/ops/v1/signing-keys/**"));
        return to("product-command", stock.or(products.and(READS.negate())))
                .and(to("product-query", products.and(READS)))
                .and(to("category-query", path("/api/v1/categories/**")))
                .and(to("user-service", accounts))
                .and(to("order-saga", path("/api/v1/orders/**").or(path("/ops/v1/sagas/**"))))
                .and(to("payments", path("/api/v1/payments/**")))
                .and(toOwner("projections"))
                .and(toOwner("dead-letters"))
                .and(toOwner("publications"));
    }

    /** What belongs to one service and does not say to which. */
    private RouterFunction<ServerResponse> toOwner(String noun) {
        var named = path("/ops/v1/" + noun + "/{name}").or(path("/ops/v1/" + noun + "/{name}/**"));
        return route(noun)
                .route(named, http())
                .before(request -> {
                    var service = owners.of(noun, request.pathVariable("name"), request);
                    request.servletRequest().setAttribute(OWNER, service);
                    enter(service, request);
                    return uri(properties.service(service)).apply(request);
                })
                .before(removeRequestParameter("service"))
                .after((request, response) -> Locations.throughTheGateway(properties.service(owner(request)), response))
                .onError(
                        ResourceAccessException.class,
                        (failure, request) -> problems.of(owner(request), failure, request))
                .build();
    }

    private static String owner(ServerRequest request) {
        return String.valueOf(request.servletRequest().getAttribute(OWNER));
    }

    private void enter(String service, ServerRequest request) {
        places.waitFor(service, EventStreams.has(request.path()), request.servletRequest());
    }

    private RouterFunction<ServerResponse> to(String service, RequestPredicate predicate) {
        var target = properties.service(service);
        return route(service)
                .route(predicate, http())
                .before(request -> {
                    enter(service, request);
                    return request;
                })
                .before(uri(target))
                .after((request, response) -> Locations.throughTheGateway(target, response))
                .onError(ResourceAccessException.class, (failure, request) -> problems.of(service, failure, request))
                .build();
    }
}
