package shop.orderly.faults;

/** A way to hurt the shop. */
interface Fault {
    /**
     * Does it, lets it last, heals it, and waits until what it hurt works again.
     *
     * @param healing called at the moment in which healing begins
     */
    Evidence inflict(Injection injection, Runnable healing);
}
