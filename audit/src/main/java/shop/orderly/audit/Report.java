package shop.orderly.audit;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.invariants.Finding;
import shop.orderly.audit.invariants.Invariant;
import tools.jackson.databind.json.JsonMapper;

/** What an audit found, invariant by invariant. */
public record Report(List<Entry> entries) {
    static final int OK = 0;
    static final int VIOLATED = 1;
    static final int UNKNOWN = 2;

    public Report {
        entries = List.copyOf(entries);
    }

    /** One invariant and what was found about it. */
    public record Entry(Invariant invariant, Finding finding) {
        String status() {
            return finding.isOk() ? "ok" : finding.unknown() == null ? "VIOLATED" : "unknown";
        }
    }

    /** Whether everything is in order; what is unknown is not. */
    public boolean isOk() {
        return exitCode() == OK;
    }

    /** 0: in order; 1: something is violated; 2: nothing is known to be violated, but something could not be read. */
    public int exitCode() {
        if (entries.stream().anyMatch(entry -> entry.finding().violations() > 0)) {
            return VIOLATED;
        }
        return entries.stream().allMatch(entry -> entry.finding().isOk()) ? OK : UNKNOWN;
    }

    /** For people: a line per invariant, and beneath it the first of what breaks it. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        for (var entry : entries) {
            lines.add("%s %-12s %-8s %s"
                    .formatted(
                            entry.invariant().id(), entry.invariant().title(), entry.status(), counts(entry.finding()))
                    .stripTrailing());
            lines.addAll(complaints(entry.finding()));
        }
        return lines;
    }

    /** Only what is not in order: what is broken, and what could not be looked at. */
    public List<String> complaints() {
        return told(Report::complaints);
    }

    /** Only what is broken. */
    public List<String> violations() {
        return told(Report::broken);
    }

    /** Only what could not be looked at. */
    public List<String> unknown() {
        return told(Report::unseen);
    }

    private List<String> told(Function<Finding, List<String>> what) {
        return entries.stream()
                .flatMap(entry -> what.apply(entry.finding()).stream()
                        .map(line -> entry.invariant().id() + " " + line.strip()))
                .toList();
    }

    private static List<String> complaints(Finding finding) {
        return Stream.concat(unseen(finding).stream(), broken(finding).stream()).toList();
    }

    private static List<String> unseen(Finding finding) {
        return finding.unknown() == null ? List.of() : List.of("   " + finding.unknown());
    }

    private static List<String> broken(Finding finding) {
        var lines = new ArrayList<String>();
        finding.first().forEach(it -> lines.add("   " + it.subject() + ": " + it.words()));
        var more = finding.violations() - finding.first().size();
        if (more > 0) {
            lines.add("   and " + grouped(more) + " more");
        }
        return lines;
    }

    private static String counts(Finding finding) {
        return finding.counts().entrySet().stream()
                .map(count -> grouped(count.getValue()) + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String grouped(long number) {
        var symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setGroupingSeparator(' ');
        return new DecimalFormat("#,##0", symbols).format(number);
    }

    /** For programs. */
    public String json() {
        var invariants = entries.stream().map(Report::fields).toList();
        var all = new LinkedHashMap<String, Object>();
        all.put("ok", isOk());
        all.put("invariants", invariants);
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }

    private static Map<String, @Nullable Object> fields(Entry entry) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("id", entry.invariant().id());
        fields.put("title", entry.invariant().title());
        fields.put("says", entry.invariant().says());
        fields.put("status", entry.status().toLowerCase(Locale.ROOT));
        fields.put("counts", entry.finding().counts());
        fields.put("violations", entry.finding().violations());
        fields.put("first", entry.finding().first());
        fields.put("unknown", entry.finding().unknown());
        return fields;
    }
}
