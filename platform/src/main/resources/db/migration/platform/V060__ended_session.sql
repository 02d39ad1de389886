-- Up to which version of a user (the sequence of its events) the user's sessions have ended; kept for an hour.
CREATE TABLE ended_session (
    user_id text        PRIMARY KEY,
    version bigint      NOT NULL,
    at      timestamptz NOT NULL
);

CREATE INDEX ended_session_at ON ended_session (at);
