package shop.orderly.platform.security;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import shop.orderly.platform.access.AccessPolicy;
import shop.orderly.platform.access.Route;

/** Stops the start of a service with an endpoint of which no row of the access table says who may call it. */
final class RoutesCheck implements SmartInitializingSingleton {

    private final AccessPolicy policy;
    private final ObjectProvider<RequestMappingInfoHandlerMapping> mappings;

    RoutesCheck(AccessPolicy policy, ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        this.policy = policy;
        this.mappings = mappings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var rows = policy.routes().stream().map(Route::toString).collect(Collectors.toSet());
        var missing = new TreeSet<String>();
        for (var mapping : mappings) {
            mapping.getHandlerMethods()
                    .forEach((info, endpoint) -> routes(info, endpoint)
                            .filter(route -> !rows.contains(route))
                            .forEach(missing::add));
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "No row of the access table says who may call " + String.join(", ", missing));
        }
    }

    /** Failures are shown by the container, not asked for: {@code /error} needs no row, and whoever calls it is refused. */
    private static Stream<String> routes(RequestMappingInfo info, HandlerMethod endpoint) {
        if (ErrorController.class.isAssignableFrom(endpoint.getBeanType())) {
            return Stream.empty();
        }
        var methods = info.getMethodsCondition().getMethods();
        Set<String> names = methods.isEmpty()
                ? Set.of("ANY")
                : methods.stream().map(Enum::name).collect(Collectors.toSet());
        return info.getPatternValues().stream().flatMap(path -> names.stream().map(method -> method + " " + path));
    }
}
