package shop.orderly.platform.time;

import com.github.f4b6a3.uuid.UuidCreator;

/** Makes ids: UUIDv7 as text, which sorts by the time of its making. */
public final class Ids {

    private Ids() {}

    /** A new id, greater than every id that this JVM made before. */
    public static String next() {
        return UuidCreator.getTimeOrderedEpochPlus1().toString();
    }
}
