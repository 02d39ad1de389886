-- Lets one more role read the current database and change nothing, now and after every later migration: what the audit
-- needs. For a superuser, in that database; may be repeated. Settings: orderly.database, orderly.reader, and
-- orderly.readable: the only schema it may read, or empty for all. In the users' database that is "public", the events
-- and tokens: people and keys lie in another.
DO $$
DECLARE
    reader   text := current_setting('orderly.reader');
    owner    text := current_setting('orderly.database') || '_owner';
    readable text := current_setting('orderly.readable');
    space    text;
BEGIN
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), reader);
    IF readable = '' THEN
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I GRANT USAGE ON SCHEMAS TO %I', owner, reader);
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I GRANT SELECT ON TABLES TO %I', owner, reader);
    ELSE
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT ON TABLES TO %I',
                       owner, readable, reader);
    END IF;
    FOR space IN
        SELECT nspname FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND readable IN ('', nspname)
    LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', space, reader);
        EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO %I', space, reader);
    END LOOP;
END $$;
