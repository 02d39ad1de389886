-- Which replicas run each processor, so that they can share its segments: one that has none is in no token.
CREATE TABLE processor_replica (
    processor_name varchar(255) NOT NULL,
    replica        varchar(255) NOT NULL,
    seen_at        timestamptz  NOT NULL,
    PRIMARY KEY (processor_name, replica)
);

COMMENT ON COLUMN processor_replica.replica IS 'as token_entry.owner names it; its row goes when it stops, or is deleted by others when it is silent';
