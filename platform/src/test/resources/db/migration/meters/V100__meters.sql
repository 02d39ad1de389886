CREATE SCHEMA meters;

CREATE TABLE meters.meter_view (
    meter   text   PRIMARY KEY,
    total   bigint NOT NULL CHECK (total <> 1000013),
    version bigint NOT NULL
) WITH (fillfactor = 70);

CREATE INDEX meter_view_total ON meters.meter_view (total, meter);

CREATE TABLE meters.reading (
    meter    text   NOT NULL,
    version  bigint NOT NULL,
    quantity bigint NOT NULL,
    PRIMARY KEY (meter, version)
);

CREATE TABLE meters.late (
    meter text PRIMARY KEY
);
