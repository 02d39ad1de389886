package shop.orderly.platform.service;

import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts a service. Its configuration is {@code platform.yml} (shared defaults) with {@code <name>.yml} on top; both may
 * lie on one classpath with those of every other service, which is how the launcher runs them all in one JVM.
 */
public final class OrderlyService {

    private OrderlyService() {}

    /**
     * @param application the service's application class
     * @param name the module's name: names the configuration file, the application and the consumer group
     * @param args command line arguments, {@code --key=value}; they win over both files
     */
    public static ConfigurableApplicationContext run(Class<?> application, String name, String... args) {
        return builder(application, name).run(args);
    }

    /** The same, not yet started, for callers that add to it. */
    public static SpringApplicationBuilder builder(Class<?> application, String name) {
        return new SpringApplicationBuilder(application)
                .properties(Map.of("spring.config.name", "platform," + name, "spring.application.name", name));
    }
}
