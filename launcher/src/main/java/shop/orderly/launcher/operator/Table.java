package shop.orderly.launcher.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Lines of equal columns, each as wide as its widest cell; numbers stand to the right. */
final class Table {
    private static final int WIDEST = 60;
    private static final String GAP = "  ";

    private final List<String> titles = new ArrayList<>();
    private final List<Function<JsonNode, String>> cells = new ArrayList<>();

    /** A column of a field, nested ones by a path: {@code rebuild/state}. */
    Table column(String title, String path) {
        return column(title, item -> text(item, path));
    }

    Table column(String title, Function<JsonNode, String> cell) {
        titles.add(title);
        cells.add(cell);
        return this;
    }

    /**
     * The table of these items.
     *
     * @param none what is said if there is none
     */
    String of(Iterable<JsonNode> items, String none) {
        var rows = new ArrayList<List<String>>();
        items.forEach(item ->
                rows.add(cells.stream().map(cell -> shortened(cell.apply(item))).toList()));
        if (rows.isEmpty()) {
            return none;
        }
        var isNumber = IntStream.range(0, titles.size())
                .mapToObj(
                        column -> rows.stream().allMatch(row -> row.get(column).matches("[-\\d ,.]*")))
                .toList();
        rows.addFirst(titles);
        var widths = new int[titles.size()];
        Arrays.setAll(
                widths,
                column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0));
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (var column = 0; column < widths.length; column++) {
                var cell = row.get(column);
                var space = " ".repeat(widths[column] - cell.length());
                line.append(column == 0 ? "" : GAP).append(isNumber.get(column) ? space + cell : cell + space);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString().stripTrailing();
    }

    static String text(JsonNode item, String path) {
        var node = item.at("/" + path);
        return node.isMissingNode() || node.isNull() ? "" : node.isValueNode() ? node.asString() : node.toString();
    }

    private static String shortened(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 1) + "…";
    }
}
