package shop.orderly.platform.access;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.access.AccessDeniedException;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.platform.access.DoorService.FindDoor;
import shop.orderly.platform.access.DoorService.ForceDoor;
import shop.orderly.platform.access.DoorService.OpenDoor;
import shop.orderly.platform.access.DoorService.RingBell;
import shop.orderly.platform.processing.DurableTasks;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.TestJwt;

class AccessIT {

    private static final String MARY = TestJwt.bearer("mary", "merchant");
    private static final Identity AS_MARY = Identity.user("mary", Role.MERCHANT);

    private static EmbeddedDatabase database;
    private static ConfigurableApplicationContext service;
    private static DoorService.Doors doors;
    private static DoorService.DoorBell bell;
    private static CommandGateway commands;
    private static HttpClient http;

    private final String door = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.create("doors");
        service = DoorService.start(database);
        doors = service.getBean(DoorService.Doors.class);
        bell = service.getBean(DoorService.DoorBell.class);
        commands = service.getBean(CommandGateway.class);
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        service.close();
    }

    @Test
    void messagesCarryWhoeverSentTheRequest() {
        assertThat(call("POST", "/doors/" + door + "/openings", MARY).statusCode())
                .isEqualTo(200);
        assertThat(call("GET", "/doors/" + door, null).statusCode()).isEqualTo(200);
        assertThat(seen()).contains("opened by user:mary", "found by anonymous");
    }

    @Test
    void whatAProcessorSendsCarriesItsGroup() {
        open();
        await().atMost(ofSeconds(10)).untilAsserted(() -> assertThat(seen()).contains("rung by process:door-bell"));
    }

    @Test
    void aParkedEventThatIsHandledAgainCarriesItsGroupToo() {
        bell.failures.set(1);
        open();
        var letters = service.getBean(EventProcessingConfiguration.class)
                .sequencedDeadLetterProcessor("door-bell")
                .orElseThrow();
        await().atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(letters.processAny()).isTrue());
        assertThat(seen()).contains("rung by process:door-bell");
    }

    @Test
    void whatADurableTaskSendsCarriesItsName() {
        @SuppressWarnings("unchecked") // the one of this name
        var task = (OneTimeTask<Void>) service.getBean("hinges");
        service.getBean(DurableTasks.class).schedule(task.instance(door), Instant.now());
        await().atMost(ofSeconds(10)).untilAsserted(() -> assertThat(seen()).contains("oiled by process:hinges"));
    }

    @Test
    void aCommandThatIsSentAgainAfterALostRaceKeepsItsSender() {
        doors.conflicts.set(2);
        open();
        assertThat(seen().stream().filter("opened by user:mary"::equals)).hasSize(3);
    }

    @Test
    void nobodyMaySendAnything() {
        var before = refused("command");
        assertThatThrownBy(() -> commands.sendAndWait(new RingBell(door))).isInstanceOf(AccessDeniedException.class);
        assertThat(refused("command")).isEqualTo(before + 1);
        assertThat(seen()).isEmpty();
    }

    @Test
    void whoHasNoRowForAMessageIsRefused() {
        assertThatThrownBy(() -> Identities.as(AS_MARY, () -> commands.sendAndWait(new RingBell(door))))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(
                        () -> Identities.as(Identity.process("hinges"), () -> commands.sendAndWait(new RingBell(door))))
                .isInstanceOf(AccessDeniedException.class);
        var before = refused("query");
        assertThatThrownBy(() -> Identities.as(
                        Identity.service("door-bell"),
                        () -> service.getBean(QueryGateway.class)
                                .query(new FindDoor(door), String.class)
                                .join()))
                .hasCauseInstanceOf(AccessDeniedException.class);
        assertThat(refused("query")).isEqualTo(before + 1);
        assertThat(seen()).isEmpty();
    }

    @Test
    void anIdentityThatAMessageBringsAlongCountsForNothing() {
        var forged = GenericCommandMessage.asCommandMessage(new ForceDoor(door))
                .andMetaData(Map.of("identity", Identity.user("olga", Role.OPS)));
        assertThatThrownBy(() -> commands.sendAndWait(forged)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> Identities.as(AS_MARY, () -> commands.sendAndWait(forged)))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(seen()).isEmpty();
    }

    @Test
    void nobodyActsInAnothersName() {
        for (var actor : List.of("merchant:eve", "ops:mary", "system:mary")) {
            assertThatThrownBy(() ->
                            Identities.as(AS_MARY, () -> commands.sendAndWait(new OpenDoor(door, new Actor(actor)))))
                    .isInstanceOf(AccessDeniedException.class);
        }
        assertThat(call("POST", "/doors/" + door + "/openings", TestJwt.bearer("eve", "merchant"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(seen()).isEmpty();
    }

    @Test
    void anEndpointThatSendsWhatItsRowDoesNotSayIsRefusedInside() {
        var answer = call("POST", "/doors/" + door + "/forcings", MARY);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("urn:orderly:problem:forbidden");
        assertThat(call("POST", "/doors/" + door + "/lockpickings", TestJwt.bearer("olga", "ops"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(seen()).containsExactly("forced by user:olga");
    }

    @Test
    void theEdgeRefusesAndCountsWhatHasNoRow() {
        var before = refused("http");
        var path = "/doors/" + door + "/openings";
        assertThat(call("POST", path, null).statusCode()).isEqualTo(401);
        assertThat(call("POST", path, TestJwt.bearer("carl", "customer")).statusCode())
                .isEqualTo(403);
        assertThat(call("POST", path, TestJwt.bearer("carl", "emperor")).statusCode())
                .isEqualTo(403);
        assertThat(call("POST", path, TestJwt.bearer("carl")).statusCode()).isEqualTo(403);
        assertThat(call("POST", "/error", MARY).statusCode()).isEqualTo(404);
        assertThat(call("GET", "/nowhere", MARY).statusCode()).isEqualTo(404);
        assertThat(call("GET", "/nowhere", null).statusCode()).isEqualTo(401);
        var wrong = call("DELETE", path, MARY);
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).contains("POST");
        assertThat(refused("http")).isEqualTo(before + 8);
        assertThat(seen()).isEmpty();
    }

    @Test
    void headFollowsGetAndOptionsSaysWhatIsThere() {
        assertThat(call("HEAD", "/doors/" + door, null).statusCode()).isEqualTo(200);
        assertThat(call("OPTIONS", "/doors/" + door, null).statusCode()).isEqualTo(200);
        assertThat(call("OPTIONS", "/doors/" + door + "/openings", null).statusCode())
                .isEqualTo(401);
        var options = call("OPTIONS", "/doors/" + door + "/openings", MARY);
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.headers().firstValue("Allow")).contains("POST,OPTIONS");
        assertThat(seen()).containsExactly("found by anonymous");
    }

    @Test
    void aMessageWithoutARowStopsTheStart() {
        assertThatThrownBy(() -> DoorService.start(database, Gaps.UnheardOfHandler.class))
                .hasStackTraceContaining("No row of the access table says who may send UnheardOf");
    }

    @Test
    void aRouteWithoutARowStopsTheStart() {
        assertThatThrownBy(() -> DoorService.start(database, Gaps.BackDoor.class))
                .hasStackTraceContaining("No row of the access table says who may call GET /back-door");
    }

    private void open() {
        Identities.as(AS_MARY, () -> commands.sendAndWait(new OpenDoor(door, Actor.of("merchant", "mary"))));
    }

    /** What was done at this test's door, and by whom. */
    private List<String> seen() {
        return doors.seen.stream()
                .filter(line -> line.startsWith(door))
                .map(line -> line.substring(door.length() + 1))
                .toList();
    }

    private static double refused(String where) {
        var counter = service.getBean(MeterRegistry.class)
                .find("orderly.security.refused")
                .tag("where", where)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private static HttpResponse<String> call(String method, String path, @Nullable String bearer) {
        var server = Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer());
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.getPort() + path))
                .method(method, BodyPublishers.noBody());
        if (bearer != null) {
            request.header("Authorization", bearer);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
