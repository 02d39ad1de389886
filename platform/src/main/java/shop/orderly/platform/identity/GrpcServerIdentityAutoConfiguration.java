package shop.orderly.platform.identity;

import io.grpc.ServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.grpc.server.NettyGrpcServerFactory;
import org.springframework.grpc.server.ServerBuilderCustomizer;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.grpc.server.service.GrpcServiceConfigurer;
import org.springframework.grpc.server.service.GrpcServiceDiscoverer;

/**
 * A gRPC server that only services with a certificate reach. There is no plaintext. Of {@code spring.grpc.server} it
 * heeds the address, the port and the grace period at the end; Boot's own server can neither be told the version of TLS
 * nor take a new certificate while it runs.
 */
@AutoConfiguration(before = GrpcServerAutoConfiguration.class, after = IdentityAutoConfiguration.class)
@ConditionalOnClass({NettyGrpcServerFactory.class, GrpcServerAutoConfiguration.class})
@EnableConfigurationProperties(GrpcServerProperties.class)
class GrpcServerIdentityAutoConfiguration {

    /** A connection ends after this time: a certificate that has ended, or is no longer trusted, is of no use then. */
    private static final long CONNECTION_MINUTES = 30;

    @Bean
    Refusals grpcRefusals(MeterRegistry meters) {
        return new Refusals(meters);
    }

    @Bean
    @GlobalServerInterceptor
    @Order(Ordered.HIGHEST_PRECEDENCE)
    CallerCheck callerCheck(ObjectProvider<MethodAccess> access, Refusals refusals, Clock clock) {
        return new CallerCheck(access.getIfAvailable(MethodAccess::nobody), refusals, clock);
    }

    @Bean
    NettyGrpcServerFactory nettyGrpcServerFactory(
            ObjectProvider<ServiceIdentity> identity,
            GrpcServerProperties properties,
            GrpcServiceDiscoverer discoverer,
            GrpcServiceConfigurer configurer,
            ObjectProvider<ServerBuilderCustomizer<NettyServerBuilder>> customizers,
            Refusals refusals) {
        var credentials = GrpcTls.server(identity.stream().findFirst().orElseThrow(IdentityAutoConfiguration::missing));
        var all = new ArrayList<>(customizers.orderedStream().toList());
        all.add(server -> server.maxConnectionAge(CONNECTION_MINUTES, TimeUnit.MINUTES)
                .addTransportFilter(new Handshakes(refusals)));
        var factory = new MutualServerFactory(address(properties), List.copyOf(all), credentials);
        discoverer.findServices().stream()
                .map(service -> configurer.configure(service, factory))
                .forEach(factory::addService);
        return factory;
    }

    @Bean
    GrpcServerLifecycle nettyGrpcServerLifecycle(
            NettyGrpcServerFactory factory, GrpcServerProperties properties, ApplicationEventPublisher events) {
        return new GrpcServerLifecycle(factory, properties.getShutdown().getGracePeriod(), events);
    }

    private static String address(GrpcServerProperties properties) {
        return Objects.requireNonNull(properties.getAddress(), "spring.grpc.server.address")
                        .getHostAddress() + ":"
                + Objects.requireNonNull(properties.getPort(), "spring.grpc.server.port");
    }

    private static final class MutualServerFactory extends NettyGrpcServerFactory {

        private final ServerCredentials credentials;

        MutualServerFactory(
                String address,
                List<ServerBuilderCustomizer<NettyServerBuilder>> customizers,
                ServerCredentials credentials) {
            super(address, customizers, null, null, null);
            this.credentials = credentials;
        }

        @Override
        protected ServerCredentials credentials() {
            return credentials;
        }
    }
}
