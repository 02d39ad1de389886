package shop.orderly.platform.service;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out auto-configurations that a service did not ask for by {@code orderly.service.<part>}, so that it is the
 * same service alone and in the launcher, where every other service's libraries are on its classpath.
 */
final class OptionalAutoConfigurations implements AutoConfigurationImportFilter, EnvironmentAware {

    private record Part(String property, boolean byDefault, List<String> prefixes) {}

    private static final List<Part> PARTS = List.of(
            new Part(
                    "orderly.service.jpa",
                    false,
                    List.of(
                            "org.springframework.boot.hibernate.",
                            "org.springframework.boot.data.jpa.",
                            "org.springframework.boot.jpa.")),
            new Part(
                    "orderly.service.grpc-server",
                    false,
                    List.of("org.springframework.boot.grpc.server.", "shop.orderly.platform.identity.GrpcServer")),
            new Part(
                    "orderly.service.grpc-client",
                    false,
                    List.of("org.springframework.boot.grpc.client.", "shop.orderly.platform.identity.GrpcClient")),
            new Part("orderly.service.gateway", false, List.of("org.springframework.cloud.gateway.")),
            new Part(
                    "orderly.service.api-page",
                    false,
                    List.of("org.springdoc.webmvc.ui.", "org.springdoc.scalar.", "org.springdoc.webmvc.scalar.")),
            new Part(
                    "orderly.service.database",
                    true,
                    List.of(
                            "org.springframework.boot.jdbc.",
                            "org.springframework.boot.flyway.",
                            "org.springframework.boot.sql.",
                            "org.axonframework.",
                            "shop.orderly.platform.eventstore.",
                            "shop.orderly.platform.processing.",
                            "shop.orderly.platform.replay.",
                            "shop.orderly.platform.link.",
                            "shop.orderly.platform.idempotency.",
                            "shop.orderly.platform.ops.")),
            new Part(
                    "orderly.service.kafka",
                    true,
                    List.of("org.springframework.boot.kafka.", "shop.orderly.platform.link.")));

    private @Nullable Environment environment;

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        var matches = new boolean[autoConfigurations.length];
        for (var i = 0; i < matches.length; i++) {
            var name = autoConfigurations[i];
            matches[i] = name == null || isWanted(name);
        }
        return matches;
    }

    private boolean isWanted(String name) {
        return PARTS.stream()
                .filter(part -> part.prefixes().stream().anyMatch(name::startsWith))
                .allMatch(this::isOn);
    }

    private boolean isOn(Part part) {
        return environment == null
                ? part.byDefault()
                : environment.getProperty(part.property(), Boolean.class, part.byDefault());
    }
}
