package shop.orderly.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shop.orderly.contracts.json.ContractJson;
import shop.orderly.contracts.json.EventHistory;
import tools.jackson.databind.json.JsonMapper;

class PublishedEventsContractTest {
    private static final JsonMapper JSON = ContractJson.builder().build();

    static Stream<Class<?>> events() {
        return Published.events();
    }

    @ParameterizedTest
    @MethodSource("events")
    void writesTheApprovedJson(Class<?> event) throws IOException {
        Approved.check(
                sampleOf(event, Published.type(event).revision()),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(sample(event)) + "\n");
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsTheApprovedJsonBackEqual(Class<?> event) throws IOException {
        var approved = Approved.text(sampleOf(event, Published.type(event).revision()));
        assertThat(JSON.readValue(approved, event)).isEqualTo(sample(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void keepsASampleOfEveryRevisionThereEverWas(Class<?> event) {
        assertThat(IntStream.rangeClosed(1, Published.type(event).revision()))
                .allSatisfy(revision ->
                        assertThat(Approved.file(sampleOf(event, revision))).exists());
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsTheApprovedJsonOfEveryEarlierRevisionAsTheEventOfToday(Class<?> event) throws IOException {
        var present = Published.type(event).revision();
        var history = history(event);
        assertThat(history.steps()).as("one step from each earlier revision").hasSize(present - 1);
        for (var revision = 1; revision < present; revision++) {
            var name = sampleOf(event, revision);
            var json = JSON.readTree(Approved.text(name)).asObject();
            history.bringUpToDate(json, revision, Samples.STREAM);
            assertThat(JSON.treeToValue(json, event)).isEqualTo(Samples.OF_EARLIER_REVISIONS.get(name));
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void leavesTheApprovedJsonOfTheRevisionOfTodayAlone(Class<?> event) throws IOException {
        var present = Published.type(event).revision();
        var json = JSON.readTree(Approved.text(sampleOf(event, present))).asObject();
        history(event).bringUpToDate(json, present, Samples.STREAM);
        assertThat(JSON.treeToValue(json, event)).isEqualTo(sample(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void ignoresPropertiesThatANewerPublisherAdds(Class<?> event) {
        var newer = JSON.valueToTree(sample(event));
        assertThat(newer.isObject()).isTrue();
        var widened = newer.asObject().put("added_later", "x");
        assertThat(JSON.treeToValue(widened, event)).isEqualTo(sample(event));
    }

    @Test
    void noApprovedSampleIsLeftOver() throws IOException {
        try (var files = Files.walk(Approved.file(""))) {
            var found = files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> Approved.file("").relativize(file).toString())
                    .collect(Collectors.toSet());
            var expected = Published.events()
                    .flatMap(event -> IntStream.rangeClosed(
                                    1, Published.type(event).revision())
                            .mapToObj(revision -> sampleOf(event, revision)))
                    .collect(Collectors.toSet());
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void noTwoEventsShareAName() {
        assertThat(Published.events().map(event -> Published.type(event).value()))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z]+\\.[a-z]+(_[a-z]+)*"));
    }

    private static EventHistory history(Class<?> event) {
        try {
            return Published.type(event).history().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Nobody can make the history of " + event.getSimpleName(), e);
        }
    }

    private static Object sample(Class<?> event) {
        return Objects.requireNonNull(Samples.BY_TYPE.get(event), () -> "Add a sample of " + event.getSimpleName());
    }

    private static String sampleOf(Class<?> event, int revision) {
        return Published.type(event).value() + "/" + revision + ".json";
    }
}
