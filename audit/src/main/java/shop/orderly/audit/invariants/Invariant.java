package shop.orderly.audit.invariants;

import shop.orderly.audit.stores.Stores;

/** Something that is true of the stores at all times. */
public interface Invariant {
    /** {@code I1} to {@code I8}. */
    String id();

    /** One word: {@code stock}. */
    String title();

    /** What is true, in one sentence. */
    String says();

    /**
     * Looks whether it is.
     *
     * @throws shop.orderly.audit.stores.UnreadableException if that cannot be found out
     */
    Finding check(Stores stores);
}
