package shop.orderly.platform.replay;

/** The tables that should change places are no longer alike. */
final class DefinitionChangedException extends RebuildFailedException {

    DefinitionChangedException(String message) {
        super(message);
    }
}
