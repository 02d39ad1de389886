package shop.orderly.platform.identity;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.grpc.client.ChannelCredentialsProvider;

/** Every gRPC channel shows this service's certificate and checks the other side's name. There is no plaintext. */
@AutoConfiguration(before = GrpcClientAutoConfiguration.class, after = IdentityAutoConfiguration.class)
@ConditionalOnClass({ChannelCredentialsProvider.class, GrpcClientAutoConfiguration.class})
class GrpcClientIdentityAutoConfiguration {

    @Bean
    ChannelCredentialsProvider mutualChannels(ObjectProvider<ServiceIdentity> identity) {
        var credentials = GrpcTls.channel(present(identity));
        return target -> credentials;
    }

    @Bean
    ServiceTokenCredentials serviceTokenCredentials(ObjectProvider<ServiceIdentity> identity, Clock clock) {
        return ServiceTokenCredentials.of(present(identity), clock);
    }

    private static ServiceIdentity present(ObjectProvider<ServiceIdentity> identity) {
        return identity.stream().findFirst().orElseThrow(IdentityAutoConfiguration::missing);
    }
}
