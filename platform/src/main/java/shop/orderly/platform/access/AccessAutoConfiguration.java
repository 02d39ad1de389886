package shop.orderly.platform.access;

import static shop.orderly.platform.access.AccessTable.get;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The tables of a service as one policy, and the table of what every service has. */
@AutoConfiguration
public class AccessAutoConfiguration {

    /** Probes, meters and the service's own description. The gateway has its own and leads to none of these. */
    @Bean
    AccessTable platformAccess() {
        return AccessTable.of(
                get("/livez").everybody(),
                get("/readyz").everybody(),
                get("/health").everybody(),
                get("/health/**").everybody(),
                get("/metrics").everybody(),
                get("/info").everybody(),
                get("/v3/api-docs").everybody(),
                get("/v3/api-docs.yaml").everybody());
    }

    @Bean
    AccessPolicy accessPolicy(ObjectProvider<AccessTable> tables) {
        return new AccessPolicy(tables.orderedStream().toList());
    }
}
