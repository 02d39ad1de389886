package shop.orderly.platform.replay;

import static shop.orderly.platform.replay.Projection.Version.NEXT;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.replay.Projection.Version;

/** Makes, compares, moves and drops the tables of a projection's versions; everything by the owner's connection. */
final class ProjectionTables {

    /** What a table looks like, without its place: columns, constraints, indexes, options. */
    private static final String DEFINITION = """
            SELECT coalesce(string_agg(line, E'\\n' ORDER BY line COLLATE "C"), '') FROM (
                SELECT format('%s %s %s %s %s %s %s', lpad((row_number() OVER (ORDER BY attnum))::text, 4, '0'), attname,
                        format_type(atttypid, atttypmod), attcollation, attnotnull, attgenerated,
                        pg_get_expr(adbin, adrelid)) AS line
                    FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                    WHERE attrelid = :table::regclass AND attnum > 0 AND NOT attisdropped
                UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                    WHERE conrelid = :table::regclass
                UNION ALL SELECT regexp_replace(pg_get_indexdef(indexrelid), ' ON (ONLY )?\\S+ USING ', ' USING ')
                    FROM pg_index WHERE indrelid = :table::regclass AND indisvalid
                UNION ALL SELECT unnest(reloptions) FROM pg_class WHERE oid = :table::regclass) AS lines""";

    /** What ties a table to others, so that another cannot take its place. */
    private static final String TIES = """
            SELECT 'foreign key ' || conname FROM pg_constraint
                WHERE contype = 'f' AND (conrelid = :table::regclass OR confrelid = :table::regclass)
            UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger
                WHERE tgrelid = :table::regclass AND NOT tgisinternal
            UNION ALL SELECT DISTINCT 'view ' || ev_class::regclass FROM pg_rewrite JOIN pg_depend
                ON classid = 'pg_rewrite'::regclass AND objid = pg_rewrite.oid
                WHERE refobjid = :table::regclass AND ev_class <> :table::regclass""";

    private ProjectionTables() {}

    static boolean exists(JdbcClient jdbc, String table) {
        return jdbc.sql("SELECT to_regclass(?) IS NOT NULL")
                .param(table)
                .query(Boolean.class)
                .single();
    }

    static boolean schemaExists(JdbcClient jdbc, String schema) {
        return jdbc.sql("SELECT to_regnamespace(?) IS NOT NULL")
                .param(schema)
                .query(Boolean.class)
                .single();
    }

    static List<String> ties(JdbcClient jdbc, String table) {
        return jdbc.sql(TIES).param("table", table).query(String.class).list();
    }

    static String definition(JdbcClient jdbc, String table) {
        return jdbc.sql(DEFINITION).param("table", table).query(String.class).single();
    }

    static void drop(JdbcClient jdbc, Projection projection, Version version) {
        jdbc.sql("DROP SCHEMA IF EXISTS " + projection.schema(version) + " CASCADE")
                .update();
    }

    /** Empty tables like the live ones, with their keys and rights, without the indexes that only readers need. */
    static void create(JdbcClient jdbc, Projection projection, Version version) {
        drop(jdbc, projection, version);
        jdbc.sql("CREATE SCHEMA " + projection.schema(version)).update();
        for (var live : projection.tables()) {
            var table = projection.table(version, live);
            jdbc.sql("CREATE TABLE " + table + " (LIKE " + live + " INCLUDING ALL EXCLUDING INDEXES)")
                    .update();
            // Neither options, keys nor rights come with LIKE.
            each(jdbc, live, """
                    SELECT format('ALTER TABLE %s SET (%s)', :made, array_to_string(reloptions, ', '))
                    FROM pg_class WHERE oid = :live::regclass AND reloptions IS NOT NULL""", table);
            each(jdbc, live, """
                    SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', :made, conname, pg_get_constraintdef(oid))
                    FROM pg_constraint WHERE conrelid = :live::regclass AND contype IN ('p', 'u', 'x')""", table);
            each(
                    jdbc,
                    live,
                    indexes("indisunique AND i.indexrelid NOT IN (SELECT conindid FROM pg_constraint"
                            + " WHERE conrelid = :live::regclass)"),
                    table);
            each(jdbc, live, """
                    SELECT format('GRANT USAGE ON SCHEMA %s TO %I', split_part(:made, '.', 1), pg_get_userbyid(grantee))
                    FROM pg_class c, aclexplode(c.relacl) WHERE c.oid = :live::regclass AND grantee <> c.relowner
                        AND grantee <> 0
                    UNION SELECT format('GRANT %s ON %s TO %I', privilege_type, :made, pg_get_userbyid(grantee))
                    FROM pg_class c, aclexplode(c.relacl) WHERE c.oid = :live::regclass AND grantee <> c.relowner
                        AND grantee <> 0""", table);
        }
    }

    /**
     * The indexes that only readers need, when the bulk of the rows is there. Without a transaction, and not holding up
     * writers: a transaction that makes an index would hold back all readers of the event log for as long.
     */
    static void index(JdbcClient jdbc, Projection projection) {
        for (var live : projection.tables()) {
            var table = projection.table(NEXT, live);
            // What an earlier attempt left unfinished.
            each(jdbc, live, """
                    SELECT format('DROP INDEX %s', indexrelid::regclass) FROM pg_index
                    WHERE indrelid = :made::regclass AND NOT indisvalid AND :live::regclass IS NOT NULL""", table);
            each(
                    jdbc,
                    live,
                    indexes(
                                    "NOT indisunique AND NOT EXISTS (SELECT FROM pg_index m JOIN pg_class n"
                                            + " ON n.oid = m.indexrelid WHERE m.indrelid = :made::regclass AND n.relname = c.relname)")
                            .replace("'CREATE \\1INDEX '", "'CREATE \\1INDEX CONCURRENTLY '"),
                    table);
        }
    }

    /** Moves all tables of one version to where those of the other are to be found. */
    static void move(JdbcClient jdbc, String table, String schema) {
        jdbc.sql("ALTER TABLE " + table + " SET SCHEMA " + schema).update();
    }

    private static String indexes(String which) {
        return """
                SELECT regexp_replace(regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE (UNIQUE )?INDEX ',
                        'CREATE \\1INDEX '), ' ON (ONLY )?\\S+ USING ', ' ON ' || :made || ' USING ')
                FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                WHERE i.indrelid = :live::regclass AND i.indisvalid AND\s""" + which;
    }

    /** Executes what a query composes. */
    private static void each(JdbcClient jdbc, String live, String composing, String made) {
        jdbc.sql(composing)
                .param("live", live)
                .param("made", made)
                .query(String.class)
                .list()
                .forEach(statement -> jdbc.sql(statement).update());
    }
}
