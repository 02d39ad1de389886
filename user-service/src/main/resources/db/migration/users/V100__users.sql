CREATE SCHEMA users;

CREATE TABLE users.user_account (
    id            text        PRIMARY KEY,
    username      text        NOT NULL,
    email         text        NOT NULL,
    first_name    text,
    last_name     text,
    password_hash text        NOT NULL,
    roles         text[]      NOT NULL,
    version       bigint      NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);

-- One person, one account: these two decide between simultaneous registrations.
CREATE UNIQUE INDEX user_account_username ON users.user_account (lower(username));
CREATE UNIQUE INDEX user_account_email ON users.user_account (lower(email));

CREATE TABLE users.refresh_token (
    hash       text        PRIMARY KEY,
    family     text        NOT NULL,
    user_id    text        NOT NULL REFERENCES users.user_account (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    revoked_at timestamptz
);

CREATE INDEX refresh_token_family ON users.refresh_token (family);
CREATE INDEX refresh_token_user ON users.refresh_token (user_id);
CREATE INDEX refresh_token_expires_at ON users.refresh_token (expires_at);

CREATE TABLE users.signing_key (
    kid         text        PRIMARY KEY,
    private_key bytea       NOT NULL,
    public_key  bytea       NOT NULL,
    created_at  timestamptz NOT NULL
);
