package shop.orderly.audit.invariants;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/**
 * The events of a topic, numbered by aggregate and sequence, so that the predecessor of one is the one before it; found by
 * id. An id is kept as a hash of 64 bits: among ten million events two that look alike are less likely than one in
 * 300,000.
 */
final class PublishedIndex {
    private static final int SMALLEST = 1 << 10;

    private long[] hashes = new long[SMALLEST];
    private int[] indexes = new int[SMALLEST];
    private int size;
    private @Nullable String last;
    private final BitSet first = new BitSet();

    PublishedIndex() {
        Arrays.fill(indexes, -1);
    }

    /** The next one; they come by aggregate and sequence. */
    void add(Event event) {
        if (!event.aggregate().equals(last)) {
            first.set(size);
            last = event.aggregate();
        }
        if (size * 2 >= hashes.length) {
            grow();
        }
        put(hash(event.id()), size);
        size++;
    }

    /** Its number; -1 if there is no such event. */
    int indexOf(String id) {
        var hash = hash(id);
        var slot = slot(hash);
        while (indexes[slot] >= 0) {
            if (hashes[slot] == hash) {
                return indexes[slot];
            }
            slot = (slot + 1) & (hashes.length - 1);
        }
        return -1;
    }

    /** Whether it has no predecessor. */
    boolean isFirst(int index) {
        return first.get(index);
    }

    int size() {
        return size;
    }

    private void put(long hash, int index) {
        var slot = slot(hash);
        while (indexes[slot] >= 0) {
            slot = (slot + 1) & (hashes.length - 1);
        }
        hashes[slot] = hash;
        indexes[slot] = index;
    }

    private void grow() {
        var oldHashes = hashes;
        var oldIndexes = indexes;
        hashes = new long[oldHashes.length * 2];
        indexes = new int[hashes.length];
        Arrays.fill(indexes, -1);
        for (var i = 0; i < oldHashes.length; i++) {
            if (oldIndexes[i] >= 0) {
                put(oldHashes[i], oldIndexes[i]);
            }
        }
    }

    private int slot(long hash) {
        return (int) (hash ^ (hash >>> 32)) & (hashes.length - 1);
    }

    /** FNV-1a with a final mix. */
    private static long hash(String id) {
        var hash = 0xcbf29ce484222325L;
        for (var i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        return hash ^ (hash >>> 33);
    }
}
