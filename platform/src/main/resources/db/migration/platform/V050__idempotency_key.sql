-- One row per Idempotency-Key of a user: first a claim with the id of what it creates, later the answer.
CREATE TABLE idempotency_key (
    subject      text        NOT NULL,
    key          text        NOT NULL,
    request_hash bytea       NOT NULL,
    resource_id  text        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('CLAIMED', 'RELEASED', 'ANSWERED')),
    attempt      integer     NOT NULL DEFAULT 1,
    status       integer,
    headers      jsonb,
    body         bytea,
    created_at   timestamptz NOT NULL DEFAULT now(),
    lease_until  timestamptz NOT NULL,
    PRIMARY KEY (subject, key),
    CHECK (state <> 'ANSWERED' OR status IS NOT NULL)
);

CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at);
