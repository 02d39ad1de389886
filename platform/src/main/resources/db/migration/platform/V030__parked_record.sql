-- Kafka records that the inbox could not take in, whole, so that they can be looked at and read again.
CREATE TABLE parked_record (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    record_timestamp bigint NOT NULL,
    record_key bytea,
    record_value bytea,
    headers jsonb NOT NULL,
    reason text NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (topic, partition, record_offset, record_timestamp)
);

COMMENT ON COLUMN parked_record.record_timestamp IS 'milliseconds since 1970, as the record said; tells a topic made anew from its predecessor';
COMMENT ON COLUMN parked_record.headers IS 'list of {name, value in Base64}, in order';
