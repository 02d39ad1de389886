ALTER TABLE users.user_account
    ADD COLUMN status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled'));

ALTER TABLE users.refresh_token ADD COLUMN began_at timestamptz NOT NULL DEFAULT now();

-- Answers of user-service hold names and addresses, and are not kept any more.
DELETE FROM idempotency_key;

-- The life of a key: published (both null), signing (signs_from), retired (retired_at; it verifies, its private part is
-- gone), removed (no row). At most one signs.
ALTER TABLE users.signing_key
    ALTER COLUMN private_key DROP NOT NULL,
    ADD COLUMN signs_from timestamptz,
    ADD COLUMN retired_at timestamptz;

UPDATE users.signing_key
SET signs_from = created_at,
    retired_at = CASE WHEN kid <> (SELECT kid FROM users.signing_key ORDER BY created_at DESC, kid DESC LIMIT 1) THEN now() END;

UPDATE users.signing_key SET private_key = NULL WHERE retired_at IS NOT NULL;

ALTER TABLE users.signing_key ADD CHECK (private_key IS NOT NULL OR retired_at IS NOT NULL);

CREATE UNIQUE INDEX signing_key_signs ON users.signing_key ((true)) WHERE signs_from IS NOT NULL AND retired_at IS NULL;

-- How often somebody tried in vain, by what is being protected; names and addresses only as hashes.
CREATE TABLE users.login_attempt (
    bucket        text        PRIMARY KEY,
    failures      integer     NOT NULL,
    blocked_until timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);

CREATE INDEX login_attempt_updated_at ON users.login_attempt (updated_at);

-- From where a user has logged in before.
CREATE TABLE users.known_address (
    user_id text        NOT NULL REFERENCES users.user_account (id) ON DELETE CASCADE,
    address text        NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, address)
);

CREATE INDEX known_address_seen_at ON users.known_address (seen_at);
