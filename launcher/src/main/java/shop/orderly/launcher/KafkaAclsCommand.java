package shop.orderly.launcher;

import picocli.CommandLine.Command;

@Command(
        name = "kafka-acls",
        description = "Prints the kafka-acls.sh commands that let each service do its work on a Kafka of your own.")
final class KafkaAclsCommand implements Runnable {
    @Override
    public void run() {
        KafkaAcls.commands(KafkaAcls.table()).forEach(System.out::println);
    }
}
