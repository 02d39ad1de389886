package shop.orderly.launcher;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Places where a token does not belong, each with a genuine one, and odd spellings of its place, with a forged one. */
final class ForgedTransports {
    private ForgedTransports() {}

    /** @param query what comes after the path, with its question mark */
    record Transport(String name, String query, List<String> headers, String body) {}

    static List<Transport> of(Forge forge, String forged) {
        var genuine = forge.token();
        var pair = Base64.getEncoder().encodeToString(("root:" + genuine).getBytes(StandardCharsets.UTF_8));
        return List.of(
                new Transport("in the query", "?access_token=" + genuine, List.of(), ""),
                new Transport("in the query as token", "?token=" + genuine + "&jwt=" + genuine, List.of(), ""),
                new Transport(
                        "in a form",
                        "",
                        List.of("Content-Type: application/x-www-form-urlencoded"),
                        "access_token=" + genuine),
                header("in a cookie", "Cookie: access_token=" + genuine + "; Authorization=" + genuine),
                header("in another header", "X-Authorization: Bearer " + genuine),
                header("in a proxy's header", "Proxy-Authorization: Bearer " + genuine),
                header("in a forwarded header", "X-Forwarded-Access-Token: " + genuine),
                header("without a scheme", "Authorization: " + genuine),
                header("with the scheme Token", "Authorization: Token " + genuine),
                header("with the scheme JWT", "Authorization: JWT " + genuine),
                header("with the scheme DPoP", "Authorization: DPoP " + genuine),
                header("Basic with the token", "Authorization: Basic " + genuine),
                header("Basic with the token as password", "Authorization: Basic " + pair),
                header("Basic with a password", "Authorization: Basic cm9vdDpyb290LXNlY3JldA=="),
                header("claimed by a proxy", "X-Forwarded-User: root", "X-Remote-User: root", "Remote-User: root"),
                header("Bearer with quotes", "Authorization: Bearer \"" + genuine + "\""),
                header("Bearer with its name", "Authorization: Bearer token=" + genuine),
                header("Bearer twice", "Authorization: Bearer Bearer " + genuine),
                header("forged, lower case", "Authorization: bearer " + forged),
                header("forged, upper case", "AUTHORIZATION: BEARER " + forged),
                header("forged, a tab", "Authorization: Bearer\t" + forged),
                header("forged, two spaces", "Authorization: Bearer  " + forged),
                header("forged, spaces around", "Authorization:   Bearer " + forged + "   "),
                header("forged, folded", "Authorization: Bearer\r\n " + forged),
                header("forged twice", "Authorization: Bearer " + forged, "Authorization: Bearer " + forged),
                header("forged before genuine", "Authorization: Bearer " + forged, "Authorization: Bearer " + genuine),
                header("forged and genuine in one", "Authorization: Bearer " + forged + ", Bearer " + genuine),
                header("empty", "Authorization:"),
                header("Bearer alone", "Authorization: Bearer"),
                header("Bearer null", "Authorization: Bearer null"),
                header("Bearer undefined", "Authorization: Bearer undefined"));
    }

    private static Transport header(String name, String... headers) {
        return new Transport(name, "", List.of(headers), "");
    }
}
