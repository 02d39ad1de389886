package shop.orderly.launcher;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import shop.orderly.launcher.operator.LocalAccess;
import shop.orderly.launcher.operator.OperatorOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at a keyboard who operates the test shop with the {@code orderly} command. */
final class Operator {
    private Operator() {}

    /** What a command line came to: its exit code and everything it said. */
    record Said(int code, String text) {
        JsonNode json() {
            return JsonMapper.shared().readTree(text);
        }
    }

    static Said types(String... line) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var command = OrderlyCommand.commandLine(() -> new OperatorOptions(new TestAccess(), Map.of(), out));
        var writer = new PrintWriter(out, true, StandardCharsets.UTF_8);
        command.setErr(writer);
        command.setOut(writer);
        var code = command.execute(line);
        return new Said(code, bytes.toString(StandardCharsets.UTF_8));
    }

    private static final class TestAccess implements LocalAccess {
        @Override
        public String door() {
            return TestShop.door();
        }

        @Override
        public String username() {
            return LocalOperator.USERNAME;
        }

        @Override
        public String password() {
            return TestShop.secrets().known(LocalOperator.USERNAME);
        }
    }
}
