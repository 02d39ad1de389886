CREATE TABLE lamp_view (
    lamp_id text    PRIMARY KEY,
    times   integer NOT NULL CHECK (times <> 13),
    version bigint  NOT NULL
);

CREATE TABLE lamp_log (
    lamp_id text,
    times   integer CHECK (times <> 17)
);
