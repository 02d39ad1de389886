package shop.orderly.platform.web;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/** Texts without NUL and halves of characters, which JSON can write but Postgres cannot store. */
final class StorableText extends StringDeserializer {

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        var text = super.deserialize(parser, context);
        if (text != null && text.codePoints().anyMatch(StorableText::isUnstorable)) {
            throw context.weirdStringException(
                    text, String.class, "must not contain NUL characters or unpaired surrogates");
        }
        return text;
    }

    /** A surrogate that is a code point of its own has no partner. */
    private static boolean isUnstorable(int codePoint) {
        return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
    }
}
