package shop.orderly.launcher;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import shop.orderly.launcher.client.ShopClient;

/**
 * One thing that a service answers to, as the running application has it.
 *
 * @param pattern {@code /api/v1/orders/{id}}
 */
record ServedRoute(String service, String method, String pattern) {
    private static final String NOBODY = "0198c0de-0000-7000-8000-00000000dead";

    /** All of every service. */
    static List<ServedRoute> all(RunningShop shop) {
        return Shop.SERVICES.stream()
                .map(Service::name)
                .flatMap(service ->
                        shop.service(service).getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                                .flatMap(mapping -> of(service, mapping)))
                .distinct()
                .toList();
    }

    /** Those that want a token: without one they answer 401. */
    static List<ServedRoute> guarded() {
        var anonymous = ShopClient.anonymous();
        return TestShop.routes().stream()
                .filter(route -> anonymous
                                .send(route.method(), TestShop.ports().url(route.service()) + route.path(), null)
                                .status()
                        == 401)
                .toList();
    }

    private static Stream<ServedRoute> of(String service, RequestMappingInfo mapping) {
        var methods = mapping.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .toList();
        return mapping.getPatternValues().stream()
                .flatMap(pattern -> (methods.isEmpty() ? List.of("GET") : methods)
                        .stream().map(method -> new ServedRoute(service, method, pattern)));
    }

    /** A path of it, to something that does not exist. */
    String path() {
        return pattern.replaceAll("\\{category[^}]*}", "999999999").replaceAll("\\{[^}]*}", NOBODY);
    }

    @Override
    public String toString() {
        return service + " " + method + " " + pattern;
    }
}
