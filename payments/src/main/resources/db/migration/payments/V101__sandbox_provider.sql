-- The simulated provider's own books. They stand for another company's database: nothing here joins with anything of ours.
CREATE SCHEMA sandbox;

CREATE TABLE sandbox.charge (
    key            text PRIMARY KEY,
    amount_minor   bigint,
    currency       text,
    payment_method text        NOT NULL,
    state          text        NOT NULL DEFAULT 'NEW'
        CHECK (state IN ('NEW', 'PENDING', 'CAPTURED', 'DECLINED', 'VOIDED')),
    reason         text,
    settles_at     timestamptz,
    calls          integer     NOT NULL DEFAULT 0
);

CREATE TABLE sandbox.refund (
    key          text PRIMARY KEY,
    charge_key   text    NOT NULL,
    amount_minor bigint  NOT NULL,
    currency     text    NOT NULL,
    done         boolean NOT NULL DEFAULT false,
    calls        integer NOT NULL DEFAULT 0
);

CREATE INDEX refund_of_charge ON sandbox.refund (charge_key);

-- Every movement of money. No uniqueness: that nothing moves twice is what tests look for here.
CREATE TABLE sandbox.movement (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind         text        NOT NULL CHECK (kind IN ('CAPTURE', 'REFUND')),
    key          text        NOT NULL,
    amount_minor bigint      NOT NULL,
    currency     text        NOT NULL,
    at           timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX movement_by_key ON sandbox.movement (key);
