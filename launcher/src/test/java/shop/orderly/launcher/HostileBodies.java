package shop.orderly.launcher;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A good body made bad: broken as a text, and with each of its values, down to the last, wrong in every way. */
final class HostileBodies {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String HOLE = "\"<<hole>>\"";

    private HostileBodies() {}

    /** The whole text broken. */
    static List<byte[]> broken(JsonNode good) {
        var text = JSON.writeValueAsString(good);
        var bodies = new ArrayList<byte[]>();
        for (var value : HostileValues.JSON) {
            bodies.add(bytes(value));
        }
        for (var body : List.of(
                "",
                " ",
                "\u0000",
                text.substring(0, text.length() / 2),
                text.substring(0, text.length() - 1),
                text + "}",
                text + text,
                text + " garbage",
                "[" + text + "]",
                "{" + text + "}",
                text.replace('{', '[').replace('}', ']'),
                text.replace('"', '\''),
                text.replace(":", "="),
                text.replace(",", ",,"),
                text.replace("}", ",}"),
                "/* comment */" + text,
                "// comment\n" + text,
                "# comment\n" + text,
                "\ufeff" + text,
                ")]}',\n" + text,
                "[".repeat(30_000),
                "{\"a\":".repeat(10_000),
                "[".repeat(30_000) + "]".repeat(30_000),
                "{\"" + "k".repeat(30_000) + "\":1}",
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
                "a=b&c=d",
                "--- !!java.net.URL [\"http://evil.test\"]",
                "{" + "\"a\":1,".repeat(3_000) + "\"b\":2}",
                " ".repeat(60_000) + text,
                "\"" + "x".repeat(200_000) + "\"")) {
            bodies.add(bytes(body));
        }
        bodies.add(text.getBytes(StandardCharsets.UTF_16));
        bodies.add(text.getBytes(StandardCharsets.UTF_16LE));
        bodies.add(text.getBytes(java.nio.charset.Charset.forName("UTF-32")));
        bodies.add(around(text, 0xff, 0xfe, 0xfd));
        bodies.add(inText(text, 0xc3, 0x28));
        bodies.add(inText(text, 0xed, 0xa0, 0x80));
        bodies.add(inText(text, 0xf8, 0x88, 0x80, 0x80, 0x80));
        bodies.add(inText(text, 0xc0, 0x80));
        bodies.add(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0});
        return bodies;
    }

    /** Every value of it replaced by every hostile one; left out; sent twice; with a stranger beside it. */
    static List<byte[]> wrong(JsonNode good) {
        var bodies = new ArrayList<byte[]>();
        for (var pointer : pointers(good, "")) {
            var holed = holed(good, pointer);
            for (var value : HostileValues.JSON) {
                bodies.add(bytes(holed.replace(HOLE, value)));
            }
            bodies.add(bytes(holed.replaceFirst("\"[^\"]*\":" + HOLE + ",?", "")));
            bodies.add(bytes(holed.replaceFirst("(\"[^\"]*\"):" + HOLE, "$1:1,$1:2")));
            bodies.add(bytes(holed.replaceFirst("(\"[^\"]*\"):" + HOLE, "\"\\\\u0000\":1,$1:null")));
            bodies.add(bytes(holed.replaceFirst("(\"[^\"]*\"):" + HOLE, "\"unknown\":1")));
            bodies.add(bytes(holed.replaceFirst("\"([^\"]*)\":" + HOLE, "\"__proto__\":{\"$1\":1}")));
        }
        return bodies;
    }

    /** Several values wrong at once, by chance. */
    static byte[] random(JsonNode good, Random chance) {
        var text = JSON.writeValueAsString(good);
        for (var n = 1 + chance.nextInt(3); n > 0; n--) {
            var pointers = pointers(good, "");
            var pointer = pointers.get(chance.nextInt(pointers.size()));
            var value = HostileValues.JSON.get(chance.nextInt(HostileValues.JSON.size()));
            text = chance.nextInt(4) == 0
                    ? spoilt(text, chance)
                    : holed(good, pointer).replace(HOLE, value);
        }
        return bytes(text);
    }

    private static String spoilt(String text, Random chance) {
        var at = chance.nextInt(text.length());
        var noise = "{}[]\",:\\\u0000\u00e4\ud83d 019eE+-.ntf/*'";
        return text.substring(0, at)
                + noise.charAt(chance.nextInt(noise.length()))
                + text.substring(at + chance.nextInt(2));
    }

    private static List<String> pointers(JsonNode node, String here) {
        var pointers = new ArrayList<String>();
        if (node.isObject()) {
            node.forEachEntry((name, value) -> {
                pointers.add(here + "/" + name);
                pointers.addAll(pointers(value, here + "/" + name));
            });
        } else if (node.isArray() && !node.isEmpty()) {
            pointers.add(here + "/0");
            pointers.addAll(pointers(node.get(0), here + "/0"));
        }
        return pointers;
    }

    private static String holed(JsonNode good, String pointer) {
        var copy = good.deepCopy();
        var cut = pointer.lastIndexOf('/');
        var parent = copy.at(pointer.substring(0, cut));
        if (parent instanceof ObjectNode object) {
            object.put(pointer.substring(cut + 1), "<<hole>>");
        } else if (parent instanceof ArrayNode array) {
            array.set(0, JSON.getNodeFactory().stringNode("<<hole>>"));
        }
        return JSON.writeValueAsString(copy);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] around(String text, int... noise) {
        var bytes = new ByteArrayOutputStream();
        for (var n : noise) {
            bytes.write(n);
        }
        bytes.writeBytes(bytes(text));
        return bytes.toByteArray();
    }

    /** These bytes inside the first text of the body. */
    private static byte[] inText(String text, int... noise) {
        var at = Math.max(1, text.indexOf(":\"") + 2);
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(bytes(text.substring(0, Math.min(at, text.length()))));
        for (var n : noise) {
            bytes.write(n);
        }
        bytes.writeBytes(bytes(text.substring(Math.min(at, text.length()))));
        return bytes.toByteArray();
    }
}
