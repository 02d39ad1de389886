package shop.orderly.inventory.domain;

import java.util.LinkedHashSet;

/** The ids of a stock item's last 500 receipts and counts, by which a repeat is known. */
final class RecentChanges {

    private static final int REMEMBERED = 500;

    private LinkedHashSet<String> ids = new LinkedHashSet<>();

    boolean contain(String changeId) {
        return ids.contains(changeId);
    }

    void add(String changeId) {
        ids.add(changeId);
        if (ids.size() > REMEMBERED) {
            ids.removeFirst();
        }
    }
}
