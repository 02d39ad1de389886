package shop.orderly.platform.identity;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import shop.orderly.platform.web.ProblemWriter;

/** What a service asks of its callers when it serves HTTPS with its certificate. */
@AutoConfiguration(after = IdentityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "server.ssl.bundle", havingValue = ServiceIdentity.BUNDLE)
class HttpIdentityAutoConfiguration {

    @Bean
    FilterRegistrationBean<ClientCertificateFilter> clientCertificates(ProblemWriter problems, MeterRegistry meters) {
        var filter = new FilterRegistrationBean<>(new ClientCertificateFilter(problems, meters));
        filter.setOrder(ClientCertificateFilter.ORDER);
        return filter;
    }
}
