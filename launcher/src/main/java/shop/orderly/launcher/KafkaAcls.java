package shop.orderly.launcher;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import shop.orderly.launcher.client.Problem;
import shop.orderly.platform.link.KafkaRights;

/** What each service may do on Kafka: derived from what it publishes and listens to, told to the broker, and printed. */
final class KafkaAcls {
    /** Who may do everything there: the broker itself, and whoever operates it. */
    static final List<String> SUPERUSERS = List.of("kafka", "ops");

    /** Who reads everything that is published, and writes nothing. */
    static final String AUDIT = "audit";

    private KafkaAcls() {}

    /** A row for every service that has to do with Kafka, and one for the audit. */
    static List<KafkaRights> table() {
        var services = Shop.SERVICES.stream()
                .map(service -> KafkaRights.of(service.name(), service.application()))
                .filter(rights -> !rights.isEmpty())
                .toList();
        var topics = services.stream()
                .flatMap(rights -> rights.publishes().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return Stream.concat(services.stream(), Stream.of(new KafkaRights(AUDIT, Set.of(), topics)))
                .toList();
    }

    /** Makes the broker's rows equal to these: adds what is missing, removes what is more. */
    static void apply(Admin admin, Collection<KafkaRights> table) {
        try {
            var wanted =
                    table.stream().flatMap(rights -> rights.acls().stream()).toList();
            var present = admin.describeAcls(AclBindingFilter.ANY).values().get();
            var missing = new HashSet<AclBinding>(wanted);
            missing.removeAll(present);
            var tooMany = new HashSet<AclBinding>(present);
            tooMany.removeAll(wanted);
            admin.createAcls(missing).all().get();
            admin.deleteAcls(tooMany.stream().map(AclBinding::toFilter).toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new Problem("Kafka does not take its access rules: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while Kafka takes its access rules", e);
        }
    }

    /** Commands for {@code kafka-acls.sh}, for brokers that are not ours. */
    static List<String> commands(Collection<KafkaRights> table) {
        return table.stream().flatMap(KafkaAcls::commands).toList();
    }

    private static Stream<String> commands(KafkaRights rights) {
        return Stream.of(
                        rights.publishes().stream()
                                .map(topic ->
                                        "--operation Create --operation Describe --operation Write --topic " + topic),
                        rights.listens().stream()
                                .map(topic -> "--operation Describe --operation Read --topic " + topic),
                        rights.listens().isEmpty()
                                ? Stream.<String>empty()
                                : Stream.of("--operation Read --group " + rights.service()))
                .flatMap(all -> all)
                .map(what ->
                        "kafka-acls.sh --bootstrap-server \"$KAFKA_BROKERS\" --command-config \"$KAFKA_ADMIN_CONFIG\""
                                + " --add --allow-principal " + rights.principal() + " " + what);
    }

    /** The same as a table in Markdown. */
    static String markdown(Collection<KafkaRights> table) {
        var text = new StringBuilder(
                "| principal | creates, describes, writes | describes, reads | group |\n|---|---|---|---|\n");
        table.forEach(rights -> text.append("| `%s` | %s | %s | %s |\n"
                .formatted(
                        rights.principal(),
                        names(rights.publishes()),
                        names(rights.listens()),
                        rights.listens().isEmpty() ? "–" : "`" + rights.service() + "`")));
        return text.toString();
    }

    private static String names(Collection<String> topics) {
        return topics.isEmpty() ? "–" : "`" + String.join("`, `", topics) + "`";
    }

    static String superusers() {
        return String.join(";", SUPERUSERS.stream().map(name -> "User:" + name).toList());
    }
}
