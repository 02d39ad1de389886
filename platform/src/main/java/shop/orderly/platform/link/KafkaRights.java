package shop.orderly.platform.link;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * What a service may do on Kafka, and no more: create, describe and write the topics it publishes to, read those it
 * listens to, and read as the group of its own name. It is known there by its name, from its certificate or as a user.
 *
 * @param service the module's name
 * @param publishes topics, in alphabetical order
 * @param listens topics, in alphabetical order
 */
public record KafkaRights(String service, Set<String> publishes, Set<String> listens) {

    /**
     * Reads a service's {@link Publications} and {@link Subscriptions} off its configuration, without starting it: what
     * it declares is what it may do.
     */
    public static KafkaRights of(String service, Class<?> application) {
        var beans = new DefaultListableBeanFactory();
        var environment = new StandardEnvironment();
        // Only what the service itself declares.
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "alone", Map.of(EnableAutoConfiguration.ENABLED_OVERRIDE_PROPERTY, false)));
        new AnnotatedBeanDefinitionReader(beans, environment).register(application);
        var configurations = new ConfigurationClassPostProcessor();
        configurations.setEnvironment(environment);
        configurations.postProcessBeanDefinitionRegistry(beans);
        return new KafkaRights(
                service,
                beans.getBeansOfType(Publications.class, true, false).values().stream()
                        .reduce(Publications.none(), Publications::and)
                        .topics(),
                beans.getBeansOfType(Subscriptions.class, true, false).values().stream()
                        .reduce(Subscriptions.to(), Subscriptions::and)
                        .topics());
    }

    /** As brokers know it. */
    public String principal() {
        return "User:" + service;
    }

    /** Whether it has anything to do with Kafka. */
    public boolean isEmpty() {
        return publishes.isEmpty() && listens.isEmpty();
    }

    /** Its rows in the authorizer. Who may write to a topic may also be an idempotent producer. */
    public List<AclBinding> acls() {
        return Stream.of(
                        publishes.stream()
                                .flatMap(topic ->
                                        Stream.of(CREATE, DESCRIBE, WRITE).map(may -> row(TOPIC, topic, may))),
                        listens.stream()
                                .flatMap(topic -> Stream.of(DESCRIBE, READ).map(may -> row(TOPIC, topic, may))),
                        listens.isEmpty() ? Stream.<AclBinding>empty() : Stream.of(row(GROUP, service, READ)))
                .flatMap(rows -> rows)
                .distinct()
                .toList();
    }

    private AclBinding row(ResourceType type, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry(principal(), "*", operation, AclPermissionType.ALLOW));
    }
}
