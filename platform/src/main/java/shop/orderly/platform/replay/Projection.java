package shop.orderly.platform.replay;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Declares that a processing group is a projection: all it does is keep these tables, by
 * {@link shop.orderly.platform.processing.RowBatch}, so that it can be built anew beside the live ones. One bean each.
 *
 * @param group the processing group
 * @param tables every table that its handlers write, with schema ({@code products.product_view})
 */
public record Projection(String group, List<String> tables) {

    private static final Pattern QUALIFIED = Pattern.compile("[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*");

    public Projection {
        tables = List.copyOf(tables);
        var names = new HashSet<String>();
        for (var table : tables) {
            if (!QUALIFIED.matcher(table).matches()) {
                throw new IllegalArgumentException("Not a table with its schema, in lower case: " + table);
            }
            if (!names.add(nameOf(table))) {
                throw new IllegalArgumentException("Two tables of " + group + " are called " + nameOf(table));
            }
        }
        if (tables.isEmpty()) {
            throw new IllegalArgumentException(group + " keeps no tables");
        }
    }

    public static Projection of(String group, String... tables) {
        return new Projection(group, List.of(tables));
    }

    static String nameOf(String table) {
        return table.substring(table.indexOf('.') + 1);
    }

    static String schemaOf(String table) {
        return table.substring(0, table.indexOf('.'));
    }

    /** The name of the processor, the tokens and the dead letters of a rebuild. */
    String rebuilding() {
        return group + ".rebuild";
    }

    /** The name of the tokens and dead letters of the rows that a rebuild has replaced. */
    String before() {
        return group + ".before";
    }

    /** The name of the dead letters of a verification. */
    String checking() {
        return group + ".check";
    }

    String schema(Version version) {
        return version.prefix + group.replace('-', '_').replace('.', '_');
    }

    String table(Version version, String live) {
        return schema(version) + "." + nameOf(live);
    }

    /** Rows of the same tables, each in a schema of its own. */
    enum Version {
        /** Those that are built. */
        NEXT("next_"),
        /** Those from which a rebuild of a later part began. */
        BASE("base_"),
        /** Those that a verification folds. */
        CHECK("check_"),
        /** Those that were live before the last exchange. */
        BEFORE("before_");

        private final String prefix;

        Version(String prefix) {
            this.prefix = prefix;
        }
    }
}
