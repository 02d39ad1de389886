package shop.orderly.platform.replay;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns statements on a projection's live tables into ones on another version; what it cannot be sure of it refuses. */
final class Redirect implements UnaryOperator<String> {

    private final Projection projection;
    private final Projection.Version version;
    private final Pattern tables;
    private final Pattern left;
    private final Map<String, String> turned = new ConcurrentHashMap<>();

    Redirect(Projection projection, Projection.Version version) {
        this.projection = projection;
        this.version = version;
        this.tables = Pattern.compile(projection.tables().stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\w.\"])(?:", ")(?![\\w\"])")));
        // However it is written: nothing of the live schemas may be named after the change.
        this.left = Pattern.compile(
                projection.tables().stream()
                        .map(Projection::schemaOf)
                        .distinct()
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|", "(?<![\\w.])\"?(?:", ")\"?\\s*\\.")),
                Pattern.CASE_INSENSITIVE);
    }

    /** The texts of a projection's statements are few and always the same. */
    @Override
    public String apply(String sql) {
        return turned.computeIfAbsent(sql, this::turn);
    }

    private String turn(String sql) {
        var changed = tables.matcher(sql)
                .replaceAll(found -> Matcher.quoteReplacement(projection.table(version, found.group())));
        if (changed.equals(sql)) {
            throw new RefusedStatementException(
                    "A statement of " + projection.group() + " names none of its tables: " + sql);
        }
        if (left.matcher(changed).find()) {
            throw new RefusedStatementException(
                    "A statement of " + projection.group() + " names more than its declared tables: " + sql);
        }
        return changed;
    }
}
