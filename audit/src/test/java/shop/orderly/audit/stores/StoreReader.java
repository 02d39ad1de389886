package shop.orderly.audit.stores;

import java.sql.Connection;

/** Lets tests read with a connection of their own. */
public final class StoreReader {
    private StoreReader() {}

    public static Store of(Database database, Connection connection) {
        return new Store(database, connection);
    }
}
