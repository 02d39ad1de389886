package shop.orderly.launcher.operator;

import tools.jackson.databind.JsonNode;

/** Why a letter is dead, in short: the exception without its packages, and what it said. */
final class DeadLetterCause {
    private DeadLetterCause() {}

    static String of(JsonNode letter) {
        var type = Table.text(letter, "cause_type");
        var message = Table.text(letter, "cause_message");
        var name = type.substring(type.lastIndexOf('.') + 1);
        return name.isEmpty() || message.isEmpty() ? name + message : name + ": " + message;
    }
}
