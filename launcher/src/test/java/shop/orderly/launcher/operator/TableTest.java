package shop.orderly.launcher.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TableTest {
    private static final Table TABLE = new Table()
            .column("NAME", "name")
            .column("BEHIND", item -> Words.count(item, "behind"))
            .column("WHY", "error/message");

    @Test
    void columnsAreAsWideAsTheirWidestCellAndNumbersStandToTheRight() {
        assertThat(TABLE.of(items("""
                        [{"name":"order-view","behind":1204311,"error":{"message":"no such column"}},
                         {"name":"outbox","behind":7,"error":null}]"""), "none")).isEqualTo("""
                        NAME           BEHIND  WHY
                        order-view  1 204 311  no such column
                        outbox              7""");
    }

    @Test
    void aCellIsOneLineOfAtMostSixtyCharacters() {
        var lines = TABLE.of(items("[{\"name\":\"a\\n" + "b".repeat(100) + "\"}]"), "none")
                .lines()
                .toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).hasSize(60).startsWith("a b").endsWith("…");
    }

    @Test
    void anEmptyListSaysSo() {
        assertThat(TABLE.of(items("[]"), "There are none.")).isEqualTo("There are none.");
    }

    private static JsonNode items(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
