package shop.orderly.platform.processing;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.processing.LampService.LampSwitched;
import shop.orderly.platform.processing.LampService.LampWatchSaga;
import shop.orderly.platformtest.EmbeddedDatabase;

/** Four segments share the lamps. */
class SagaSegmentsIT {

    private static final List<Segment> SEGMENTS = Segment.splitBalanced(Segment.ROOT_SEGMENT, 3);

    private static final Map<String, Collection<Integer>> WORKED_ON = new ConcurrentHashMap<>();

    private static ConfigurableApplicationContext service;
    private static JdbcClient jdbc;

    private final String prefix = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        service = LampService.start(
                EmbeddedDatabase.create("saga_segments"), "orderly.processing.groups.lamp-watch.segments=4");
        jdbc = service.getBean(JdbcClient.class);
        service.getBean(EventProcessingConfiguration.class)
                .eventProcessor("lamp-watch", StreamingEventProcessor.class)
                .orElseThrow()
                .registerHandlerInterceptor((unit, chain) -> {
                    Integer segment = unit.getResource("Processor[lamp-watch]/SegmentId");
                    WORKED_ON
                            .computeIfAbsent(lampOf(unit.getMessage()), lamp -> new CopyOnWriteArrayList<>())
                            .add(Objects.requireNonNull(segment));
                    return chain.proceed();
                });
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void eachEventIsWorkedOnInOneSegment() {
        var lamps = lamps(40);
        for (var lamp : lamps) {
            LampService.install(service, lamp);
            LampService.switchTimes(service, lamp, 3);
        }
        lamps.forEach(lamp -> sees(lamp, 3));

        assertThat(lamps)
                .allSatisfy(
                        lamp -> assertThat(WORKED_ON.get(lamp)).hasSize(4).containsOnly(segmentOf(association(lamp))));
        assertThat(lamps.stream().map(lamp -> segmentOf(association(lamp)))).contains(0, 1, 2, 3);
    }

    /** A replica of an earlier release takes the sagas of a segment by their ids. */
    @Test
    void aSagaBelongsToTheSameSegmentByItsIdAndByItsValue() {
        var lamps = lamps(20);
        lamps.forEach(lamp -> LampService.install(service, lamp));
        lamps.forEach(lamp -> sees(lamp, 0));

        assertThat(lamps)
                .allSatisfy(lamp -> assertThat(sagas(lamp))
                        .singleElement()
                        .satisfies(id -> assertThat(segmentOf(id)).isEqualTo(segmentOf(association(lamp)))));
    }

    /** As segments that were divided after it began would leave it. */
    @Test
    void aSagaWhoseIdBelongsElsewhereIsFoundByItsValue() {
        var lamp = prefix;
        var id = Stream.generate(() -> UUID.randomUUID().toString())
                .filter(any -> segmentOf(any) != segmentOf(association(lamp)))
                .findFirst()
                .orElseThrow();
        service.getBean(TransactionManager.class)
                .executeInTransaction(() -> sagaStore()
                        .insertSaga(LampWatchSaga.class, id, new LampWatchSaga(), Set.of(association(lamp))));

        LampService.install(service, lamp);
        LampService.switchTimes(service, lamp, 2);

        sees(lamp, 2);
        assertThat(sagas(lamp)).containsExactly(id);
    }

    @Test
    void anEventThatCannotBeReadFailsWhereItsFailureIsNoted() {
        var configuration = service.getBean(Configuration.class);
        var saga = configuration
                .eventProcessingConfiguration()
                .sagaConfigurations()
                .getFirst()
                .manager();
        var segments = SagaSegments.in(saga, configuration);
        var unreadable = new Unreadable();

        assertThat(SEGMENTS).allMatch(segment -> segments.canHandle(unreadable, segment));
        assertThatThrownBy(() -> segments.handle(unreadable, SEGMENTS.getFirst()))
                .hasMessage("unreadable");
    }

    private static final class Unreadable extends GenericEventMessage<LampSwitched> {

        Unreadable() {
            super(new LampSwitched("lamp", 1));
        }

        @Override
        public LampSwitched getPayload() {
            throw new IllegalStateException("unreadable");
        }
    }

    @Test
    void refusesASagaWhoseEventsNameItInTwoWays() {
        assertThatThrownBy(() -> SagaSegments.requireOneProperty(TornSaga.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lampId")
                .hasMessageContaining("roomId");
    }

    static class TornSaga {

        @SagaEventHandler(associationProperty = "lampId")
        void on(Integer event) {}

        @SagaEventHandler(associationProperty = "roomId")
        void on(Long event) {}
    }

    private List<String> lamps(int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static void sees(String lamp, int times) {
        await().atMost(ofSeconds(20))
                .until(() ->
                        jdbc.sql("""
                        SELECT (convert_from(serialized_saga, 'UTF8')::jsonb ->> 'seen')::integer FROM saga_entry
                        JOIN association_value_entry USING (saga_id) WHERE association_value = ?""").param(lamp).query(Integer.class).list().equals(List.of(times)));
    }

    private static Set<String> sagas(String lamp) {
        return sagaStore().findSagas(LampWatchSaga.class, association(lamp));
    }

    @SuppressWarnings("unchecked")
    private static SagaStore<Object> sagaStore() {
        return service.getBean(SagaStore.class);
    }

    private static int segmentOf(Object value) {
        return SEGMENTS.stream()
                .filter(segment -> segment.matches(value))
                .findFirst()
                .orElseThrow()
                .getSegmentId();
    }

    private static AssociationValue association(String lamp) {
        return new AssociationValue("lampId", lamp);
    }

    private static String lampOf(EventMessage<?> message) {
        return ((LampService.LampEvent) message.getPayload()).lampId();
    }
}
