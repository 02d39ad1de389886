package shop.orderly.launcher;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens with a true signature, by the very key that user-service signs with, whose claims nobody may believe. */
final class ForgedClaims {
    private final Forge forge;
    private final Map<String, String> table = new LinkedHashMap<>();

    private ForgedClaims(Forge forge) {
        this.forge = forge;
    }

    /** Token by name. */
    static Map<String, String> of(Forge forge) {
        var claims = new ForgedClaims(forge);
        claims.forSomebodyElse();
        claims.aboutNobody();
        claims.ofAnotherKind();
        claims.atAnotherTime();
        claims.unreadable();
        return claims.table;
    }

    private void add(String name, String token) {
        if (table.put(name, token) != null) {
            throw new IllegalStateException("Two forgeries are called " + name);
        }
    }

    private void forSomebodyElse() {
        for (var audience : List.of(
                "orderly.service",
                "orderly",
                "ORDERLY.USER",
                "",
                List.of(),
                List.of("other"),
                List.of("orderly.user", "other"),
                1)) {
            add("aud " + audience, forge.claiming("aud", audience));
        }
        for (var issuer : List.of("elsewhere", "Orderly", "https://evil.test", "", List.of("orderly"), 1)) {
            add("iss '" + issuer + "'", forge.claiming("iss", issuer));
        }
        add("no aud", forge.claiming("aud", null));
        add("no iss", forge.claiming("iss", null));
        add("aud twice", twice("aud", "\"orderly.service\""));
        add("iss twice", twice("iss", "\"elsewhere\""));
    }

    private void aboutNobody() {
        for (var subject : List.of("", " ", 1, true, List.of("root"), Map.of("id", "root"))) {
            add("sub '" + subject + "'", forge.claiming("sub", subject));
        }
        add("no sub", forge.claiming("sub", null));
        add("sub twice", twice("sub", "\"root\""));
        for (var roles : List.of("admin", 1, Map.of("admin", true), List.of(List.of("admin")))) {
            add("roles " + roles, forge.claiming("roles", roles));
        }
        add("no roles", forge.claiming("roles", null));
        add("roles twice", twice("roles", "[\"admin\"]"));
    }

    private void ofAnotherKind() {
        for (var kind : List.of("refresh", "service", "id", "Access", "", true)) {
            add("typ '" + kind + "'", forge.claiming("typ", kind));
        }
        add("no typ", forge.claiming("typ", null));
        add("typ twice", twice("typ", "\"service\""));
        add(
                "a service's token",
                forge.claiming(Forge.with(Forge.with(forge.claims(), "aud", "orderly.service"), "typ", "service")));
        for (var version : List.of("1", -1, true, 1.5)) {
            add("ver " + version, forge.claiming("ver", version));
        }
        add("no ver", forge.claiming("ver", null));
    }

    private void atAnotherTime() {
        var now = Instant.now().getEpochSecond();
        add("expired for an hour", forge.claiming(times(now - 4_000, now - 3_600)));
        add("expired for two minutes", forge.claiming(times(now - 600, now - 120)));
        add("expired in 1970", forge.claiming("exp", 0));
        add("exp negative", forge.claiming("exp", -1));
        add("exp as text", forge.claiming("exp", "tomorrow"));
        add("no exp", forge.claiming("exp", null));
        add("exp twice", twice("exp", "1"));
        add("exp beyond all numbers", number("exp", "1e400"));
        add("exp of 1000 digits", number("exp", HostileValues.NINES));
        add("issued in an hour", forge.claiming(times(now + 3_600, now + 4_000)));
        add("issued in ten years", forge.claiming("iat", now + 315_360_000));
        add("iat as text", forge.claiming("iat", "yesterday"));
        add("iat beyond all numbers", number("iat", "1e400"));
        add("no iat", forge.claiming("iat", null));
        add("expired before it was issued", forge.claiming(times(now, now - 20)));
        add("good for ten years", forge.claiming(times(now, now + 315_360_000)));
        add("issued in 1970, good until tomorrow", forge.claiming(times(0, now + 86_400)));
        add("not valid before tomorrow", forge.claiming("nbf", now + 86_400));
    }

    private void unreadable() {
        add("claims that are no object", forge.signed(forge.headerText(), "[]"));
        add("claims that are a text", forge.signed(forge.headerText(), "\"sub\""));
        add("claims that are null", forge.signed(forge.headerText(), "null"));
        add("claims that are no JSON", forge.signed(forge.headerText(), "{\"sub\":"));
        add("claims of 5 000 brackets", forge.signed(forge.headerText(), "[".repeat(5_000)));
        add("no claims", forge.signed(forge.headerText(), "{}"));
        add("oversized by 6 KB", forge.claiming("pad", "x".repeat(6_000)));
    }

    private Map<String, Object> times(long issued, long expires) {
        return Forge.with(Forge.with(forge.claims(), "iat", issued), "exp", expires);
    }

    private String number(String claim, String digits) {
        return forge.signed(
                forge.headerText(),
                forge.claimsText().replaceFirst("\"" + claim + "\":\\d+", "\"" + claim + "\":" + digits));
    }

    private String twice(String claim, String value) {
        return forge.signed(
                forge.headerText(), forge.claimsText().replaceFirst("\\{", "{\"" + claim + "\":" + value + ","));
    }
}
