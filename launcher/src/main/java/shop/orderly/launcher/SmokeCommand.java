package shop.orderly.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "smoke",
        description = "Runs the quick tests and the four order stories against a running stack, a line a step.")
final class SmokeCommand implements Callable<Integer> {
    @Option(
            names = "--base",
            description = "The gateway; without it the local stack, whose services are also tried on their own ports.")
    private @Nullable String base;

    @Override
    public Integer call() {
        var progress = new Progress(System.out);
        var given = base;
        if (given != null) {
            var door = given.replaceFirst("/+$", "");
            new Smoke(progress, door).run(List.of(), door, door, door);
        } else {
            var ports = Ports.configured(System.getenv());
            var smoke = new Smoke(progress, ports.url(Shop.GATEWAY));
            smoke.management(ports.url(Shop.GATEWAY_MANAGEMENT));
            smoke.run(
                    Shop.SERVICES.stream()
                            .map(Service::name)
                            .filter(name -> !name.equals(Shop.GATEWAY))
                            .map(ports::url)
                            .toList(),
                    ports.url("user-service"),
                    ports.url("category-query"),
                    ports.url("product-command"));
        }
        progress.line("Everything works.");
        return 0;
    }
}
