-- The two roles of one service's database, and who may enter it. For a superuser; may be repeated, and then sets the
-- passwords anew. Settings: orderly.database, orderly.owner_password, orderly.app_password.
DO $$
DECLARE
    database     text := current_setting('orderly.database');
    owner        text := database || '_owner';
    application  text := database || '_app';
    role         text;
BEGIN
    FOREACH role IN ARRAY ARRAY[owner, application] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I', role);
        END IF;
        EXECUTE format(
            'ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION NOBYPASSRLS PASSWORD %L',
            role,
            current_setting(CASE role WHEN owner THEN 'orderly.owner_password' ELSE 'orderly.app_password' END));
    END LOOP;
    -- A transaction that has written holds back every reader of the event log. The service asks for the same limits on
    -- each of its pooled connections; these hold for whatever else connects as the service.
    EXECUTE format('ALTER ROLE %I SET statement_timeout = %L', application, '20s');
    EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = %L', application, '25s');
    -- The age of the oldest transaction of the whole cluster is a metric.
    EXECUTE format('GRANT pg_read_all_stats TO %I WITH INHERIT TRUE, SET FALSE', application);

    IF EXISTS (SELECT FROM pg_database WHERE datname = database) THEN
        EXECUTE format('ALTER DATABASE %I OWNER TO %I', database, owner);
        EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', database);
        EXECUTE format('REVOKE ALL ON DATABASE %I FROM %I', database, application);
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', database, application);
    END IF;
END $$;
