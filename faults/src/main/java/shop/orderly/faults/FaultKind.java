package shop.orderly.faults;

import java.util.Locale;

/** What can be done to a shop. */
enum FaultKind {
    KILL_SERVICE,
    KILL_POSTGRES,
    KILL_KAFKA,
    PAUSE_SERVICE,
    PAUSE_POSTGRES,
    PAUSE_KAFKA,
    SLOW_LINK,
    BLACK_HOLE_LINK,
    CUT_LINK,
    ROLLING_RESTART,
    DUPLICATED_RECORDS,
    REORDERED_RECORDS,
    POISON_RECORDS,
    DISK_FULL,
    CLOCK_SKEW,
    CRASH_POINT;

    boolean isKill() {
        return this == KILL_SERVICE || this == KILL_POSTGRES || this == KILL_KAFKA || this == CRASH_POINT;
    }

    /** As it is written in reports. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
