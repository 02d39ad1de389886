package shop.orderly.audit.stores;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The answer to a question, row by row as it comes from the server; columns count from 1. */
public final class Rows implements AutoCloseable {
    private final Statement statement;
    private final ResultSet rows;

    Rows(Statement statement, ResultSet rows) {
        this.statement = statement;
        this.rows = rows;
    }

    public boolean next() {
        return read(rows::next);
    }

    public @Nullable String text(int column) {
        try {
            return rows.getString(column);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** A column that is never null. */
    public String name(int column) {
        var text = text(column);
        if (text == null) {
            throw new UnreadableException("Column " + column + " is empty");
        }
        return text;
    }

    public long number(int column) {
        return read(() -> rows.getLong(column));
    }

    public byte[] bytes(int column) {
        return read(() -> rows.getBytes(column));
    }

    @Override
    public void close() {
        read(() -> {
            statement.close();
            return true;
        });
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static UnreadableException unreadable(SQLException e) {
        return new UnreadableException("The database stopped answering: " + e.getMessage(), e);
    }

    private interface Reading<T> {
        T read() throws SQLException;
    }
}
