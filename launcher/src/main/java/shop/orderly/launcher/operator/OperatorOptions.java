package shop.orderly.launcher.operator;

import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import shop.orderly.launcher.client.Problem;
import shop.orderly.launcher.client.ShopClient;

/** What all operators' verbs have in common: which stack, as whom, and in which form they answer. */
public final class OperatorOptions {

    private final LocalAccess local;
    private final Map<String, String> environment;
    private final PrintStream out;

    @Option(
            names = "--base",
            paramLabel = "<url>",
            description = "The gateway; default the local stack's. Elsewhere set ORDERLY_TOKEN, or ORDERLY_USER and"
                    + " ORDERLY_PASSWORD, of somebody with the role ops.")
    private @Nullable String base;

    @Option(names = "--json", description = "Answer with JSON, for scripts.")
    private boolean json;

    /** @param out where answers go */
    public OperatorOptions(LocalAccess local, Map<String, String> environment, PrintStream out) {
        this.local = local;
        this.environment = environment;
        this.out = out;
    }

    /** Logs in, unless a token was given. */
    Door open() {
        var url = base == null ? local.door() : base.replaceFirst("/+$", "");
        var anonymous = ShopClient.anonymous();
        var given = environment.getOrDefault("ORDERLY_TOKEN", "");
        return new Door(url, anonymous.as(given.isEmpty() ? login(anonymous, url) : given));
    }

    boolean isJson() {
        return json;
    }

    PrintStream out() {
        return out;
    }

    /** The local operator's password is for the local stack alone. */
    private String login(ShopClient anonymous, String url) {
        var user = environment.getOrDefault("ORDERLY_USER", "");
        if (user.isEmpty() && base != null) {
            throw new Problem("Who are you at " + url + "? Set ORDERLY_TOKEN, or ORDERLY_USER and ORDERLY_PASSWORD.");
        }
        var name = user.isEmpty() ? local.username() : user;
        var password = user.isEmpty() ? local.password() : environment.getOrDefault("ORDERLY_PASSWORD", "");
        var body = Json.object().put("username_or_email", name).put("password", password);
        return Door.good(anonymous.post(url + "/api/v1/auth/login", body.toString()))
                .field("access_token");
    }
}
