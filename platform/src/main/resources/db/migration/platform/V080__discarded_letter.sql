-- Events and Kafka records that could not be handled and that an operator has given up, whole: who did it, and why.
CREATE TABLE discarded_letter (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    processor    text        NOT NULL,
    sequence     text        NOT NULL,
    event_id     text        NOT NULL,
    reason       text        NOT NULL CHECK (reason <> ''),
    discarded_by text        NOT NULL,
    discarded_at timestamptz NOT NULL DEFAULT now(),
    letter       jsonb       NOT NULL
);

COMMENT ON COLUMN discarded_letter.discarded_by IS 'kind and id of the actor: ops:<user id>';
COMMENT ON COLUMN discarded_letter.letter IS 'the row of dead_letter_entry or parked_record as it was; bytes as \x and hexadecimal digits';
