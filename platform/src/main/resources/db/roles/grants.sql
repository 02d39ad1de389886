-- What the application role may do with the tables that the migrations have made. Run by the owner after every migration.
-- Setting: orderly.application_role. Whatever was granted before is taken back first; others see both or neither.
DO $$
DECLARE
    application text := current_setting('orderly.application_role');
    space       text;
    found       record;
BEGIN
    -- Replicas that start together would change the same rows of the catalogue.
    PERFORM pg_advisory_xact_lock(7310568002);

    FOR space IN
        SELECT nspname FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
          AND (nspname = 'public' OR pg_get_userbyid(nspowner) = current_user)
    LOOP
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM PUBLIC, %I', space, application);
        EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA %I FROM PUBLIC, %I', space, application);
        EXECUTE format('REVOKE ALL ON ALL ROUTINES IN SCHEMA %I FROM PUBLIC, %I', space, application);
        EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC, %I', space, application);
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', space, application);
    END LOOP;

    FOR found IN
        SELECT c.oid::regclass AS name, n.nspname AS space, c.relname, c.relkind
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND pg_get_userbyid(c.relowner) = current_user
    LOOP
        CASE
            -- The migrations' own.
            WHEN found.relname = 'flyway_schema_history' THEN
                CONTINUE;
            -- Identity columns need nothing; other sequences are drawn from.
            WHEN found.relkind = 'S' THEN
                IF NOT EXISTS (SELECT FROM pg_depend d
                               WHERE d.classid = 'pg_class'::regclass AND d.objid = found.name::oid
                                 AND d.deptype = 'i') THEN
                    EXECUTE format('GRANT USAGE ON SEQUENCE %s TO %I', found.name, application);
                END IF;
            WHEN found.relkind = 'v' THEN
                EXECUTE format('GRANT SELECT ON %s TO %I', found.name, application);
            -- History is added to, never changed.
            WHEN found.space = 'public' AND found.relname IN ('domain_event', 'event_era') THEN
                EXECUTE format('GRANT SELECT, INSERT ON %s TO %I', found.name, application);
            WHEN found.space = 'public' THEN
                EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %I', found.name, application);
            -- TRUNCATE is no more than DELETE without limit.
            ELSE
                EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON %s TO %I', found.name, application);
        END CASE;
    END LOOP;
END $$;
