package shop.orderly.productcommand;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import shop.orderly.catalogue.api.CreateProduct;
import shop.orderly.catalogue.api.Price;
import shop.orderly.catalogue.api.ProductDescription;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.StockEvent;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.users.UserId;
import shop.orderly.platform.access.Identities;
import shop.orderly.platform.access.Identity;
import shop.orderly.platform.access.Role;
import shop.orderly.platform.identity.CertificateAuthority;
import shop.orderly.platform.identity.GrpcTls;
import shop.orderly.platform.identity.ServiceIdentity;
import shop.orderly.platform.identity.ServiceTokenCredentials;
import shop.orderly.platform.service.OrderlyService;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.TestJwt;

/** One replica of product-command on a database, without Kafka. */
final class RunningService implements AutoCloseable {

    private static final CertificateAuthority AUTHORITY = authority();

    static final UserId MERCHANT = new UserId("m-1");

    private final ConfigurableApplicationContext context;
    private final ManagedChannel channel;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
        channel = channelAs("order-saga");
    }

    static RunningService on(EmbeddedDatabase database, String... properties) {
        var arguments = Stream.of(
                        Stream.of(database.properties()),
                        Stream.of(
                                "server.port=0",
                                "spring.grpc.server.port=0",
                                "orderly.service.kafka=false",
                                "ORDERLY_CERTS=" + AUTHORITY.certify("product-command"),
                                TestJwt.PROPERTY),
                        Stream.of(properties))
                .flatMap(all -> all)
                .map(property -> "--" + property)
                .toArray(String[]::new);
        return new RunningService(OrderlyService.run(ProductCommandApplication.class, "product-command", arguments));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    int httpPort() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    StockReservationsGrpc.StockReservationsBlockingStub reservations() {
        return StockReservationsGrpc.newBlockingStub(channel).withCallCredentials(tokenOf("order-saga"));
    }

    /** A connection that shows this service's certificate; the caller closes it. */
    ManagedChannel channelAs(String name) {
        var port = context.getBean(GrpcServerLifecycle.class).getPort();
        return Grpc.newChannelBuilderForAddress("localhost", port, GrpcTls.channel(identity(name)))
                .build();
    }

    static ServiceTokenCredentials tokenOf(String name) {
        return ServiceTokenCredentials.of(identity(name), Clock.systemUTC());
    }

    private static ServiceIdentity identity(String name) {
        return ServiceIdentity.in(AUTHORITY.certify(name), name);
    }

    private static CertificateAuthority authority() {
        try {
            return CertificateAuthority.in(Files.createTempDirectory("certs"), Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On behalf of operations. */
    Object send(Object command) {
        return Identities.as(
                Identity.user("o-1", Role.OPS), () -> bean(CommandGateway.class).sendAndWait(command));
    }

    ProductId newProduct(String id, int units) {
        var product = new ProductId(id);
        send(new CreateProduct(
                product,
                MERCHANT,
                new ProductDescription(id, "", "ABC TECH", List.of(), null),
                new Price(new Money(100, Money.DEFAULT_CURRENCY), 0),
                units));
        return product;
    }

    /** The facts of one stream in the store, oldest first. */
    List<Object> facts(Object id) {
        return bean(EventStore.class)
                .readEvents(id.toString(), 0)
                .asStream()
                .<Object>map(Message::getPayload)
                .toList();
    }

    StockEvent newestStock(ProductId product) {
        return (StockEvent) facts(StockItemId.of(product)).getLast();
    }

    /** Does all at once, as far as this machine can, and answers when all are done. */
    static <T> List<T> atOnce(List<Callable<T>> deeds) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new ArrayList<T>();
            for (Future<T> deed : threads.invokeAll(deeds)) {
                done.add(deed.get());
            }
            return done;
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        context.close();
    }
}
