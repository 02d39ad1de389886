package shop.orderly.platform.eventstore;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/** Leaves out what Axon would configure beside our own stores: JPA and JDBC stores, binary tasks, the update check. */
final class LeftOutAutoConfigurations implements AutoConfigurationImportFilter {

    private static final String AXON = "org.axonframework.springboot.autoconfig.";
    private static final Set<String> LEFT_OUT = Set.of(
            AXON + "AxonDbSchedulerAutoConfiguration",
            AXON + "AxonJobRunrAutoConfiguration",
            AXON + "AxonServerActuatorAutoConfiguration",
            AXON + "AxonServerAutoConfiguration",
            AXON + "AxonServerBusAutoConfiguration",
            AXON + "JdbcAutoConfiguration",
            AXON + "JpaAutoConfiguration",
            AXON + "JpaEventStoreAutoConfiguration",
            AXON + "UpdateCheckerAutoConfiguration",
            AXON + "XStreamAutoConfiguration");

    @Override
    public boolean[] match(@Nullable String[] autoConfigurationClasses, AutoConfigurationMetadata metadata) {
        var kept = new boolean[autoConfigurationClasses.length];
        for (var i = 0; i < kept.length; i++) {
            var name = autoConfigurationClasses[i];
            kept[i] = name == null || !LEFT_OUT.contains(name);
        }
        return kept;
    }
}
