-- Axon cuts the time of a parked event to milliseconds, and its rows would differ from those of a clean rebuild for ever:
-- a letter has the time that its event has in the log.
CREATE FUNCTION keep_exact_time_of_letter() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    exact timestamptz := (SELECT time_stamp FROM domain_event WHERE event_identifier = NEW.event_identifier);
BEGIN
    IF exact IS NOT NULL THEN
        NEW.time_stamp := to_char(exact AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER dead_letter_entry_exact_time BEFORE INSERT ON dead_letter_entry
    FOR EACH ROW EXECUTE FUNCTION keep_exact_time_of_letter();
