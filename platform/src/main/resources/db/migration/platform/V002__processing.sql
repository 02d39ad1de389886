-- Where each processing group stands, the sagas under way, and the events that could not be handled.

CREATE TABLE token_entry (
    processor_name varchar(255) NOT NULL,
    segment        integer      NOT NULL,
    token          bytea,
    token_type     varchar(255),
    timestamp      varchar(255),
    owner          varchar(255),
    PRIMARY KEY (processor_name, segment)
);

CREATE TABLE saga_entry (
    saga_id         varchar(255) PRIMARY KEY,
    revision        varchar(255),
    saga_type       varchar(255),
    serialized_saga bytea
);

CREATE TABLE association_value_entry (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    association_key   varchar(255),
    association_value varchar(255),
    saga_id           varchar(255),
    saga_type         varchar(255)
);

CREATE INDEX association_value_entry_lookup ON association_value_entry (association_value, association_key, saga_type);
CREATE INDEX association_value_entry_saga ON association_value_entry (saga_id);

CREATE TABLE dead_letter_entry (
    dead_letter_identifier varchar(255) PRIMARY KEY,
    processing_group       varchar(255) NOT NULL,
    sequence_identifier    varchar(255) NOT NULL,
    sequence_index         bigint       NOT NULL,
    message_type           varchar(255) NOT NULL,
    event_identifier       varchar(255) NOT NULL,
    time_stamp             varchar(255) NOT NULL,
    payload_type           varchar(255) NOT NULL,
    payload_revision       varchar(255),
    payload                bytea        NOT NULL,
    metadata               bytea,
    aggregate_type         varchar(255),
    aggregate_identifier   varchar(255),
    sequence_number        bigint,
    token_type             varchar(255),
    token                  bytea,
    enqueued_at            varchar(255) NOT NULL,
    last_touched           varchar(255),
    processing_started     varchar(255),
    cause_type             varchar(255),
    cause_message          varchar(1023),
    diagnostics            bytea,
    CONSTRAINT dead_letter_entry_sequence_key UNIQUE (processing_group, sequence_identifier, sequence_index)
);
