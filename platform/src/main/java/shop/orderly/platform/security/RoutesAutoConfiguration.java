package shop.orderly.platform.security;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import shop.orderly.platform.access.AccessAutoConfiguration;
import shop.orderly.platform.access.AccessPolicy;

/** The access table at the HTTP edge of every service; the gateway, which only passes on, has a filter chain of its own. */
@AutoConfiguration(after = AccessAutoConfiguration.class, before = SecurityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnMissingBean(SecurityFilterChain.class)
class RoutesAutoConfiguration {

    @Bean
    RouteAuthorization routeAuthorization(AccessPolicy policy) {
        return new RouteAuthorization(policy);
    }

    @Bean
    RoutesCheck routesCheck(AccessPolicy policy, ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        return new RoutesCheck(policy, mappings);
    }
}
