package shop.orderly.platform.replay;

import java.util.Locale;

/** The life of a rebuild; the first four are under way. */
enum RebuildState {
    BUILDING,
    PAUSED,
    VERIFYING,
    SWAPPING,
    DONE,
    FAILED,
    CANCELLED,
    ROLLED_BACK;

    static RebuildState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    boolean underWay() {
        return switch (this) {
            case BUILDING, PAUSED, VERIFYING, SWAPPING -> true;
            case DONE, FAILED, CANCELLED, ROLLED_BACK -> false;
        };
    }

    /** As in the table and in answers. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
