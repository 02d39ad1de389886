-- How each order's fulfilment goes, for operators. Built from events by the group saga-view, which starts with the first
-- event there is, so that a database that has orders already shows theirs as well.
CREATE TABLE orders.saga_view (
    order_id        text PRIMARY KEY,
    order_status    text        NOT NULL,
    reason          text,
    stock           text        NOT NULL DEFAULT 'none',
    payment         text        NOT NULL DEFAULT 'none',
    step            text,
    attempt         integer     NOT NULL DEFAULT 1,
    failures        integer     NOT NULL DEFAULT 0,
    stuck           boolean     NOT NULL DEFAULT false,
    last_error      text,
    next_attempt_at timestamptz,
    refund_failures integer     NOT NULL DEFAULT 0,
    refund_error    text,
    refund_next_at  timestamptz,
    resolved        boolean     NOT NULL DEFAULT false,
    version         bigint      NOT NULL,
    stock_version   bigint      NOT NULL DEFAULT -1,
    payment_version bigint      NOT NULL DEFAULT -1,
    started_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    state           text        NOT NULL GENERATED ALWAYS AS (CASE
        WHEN resolved THEN 'resolved'
        WHEN order_status IN ('CONFIRMED', 'REJECTED') THEN 'settled'
        WHEN stuck OR refund_failures > 0 THEN 'stuck'
        WHEN failures = 0 AND stock NOT IN ('held', 'committed') AND (order_status = 'REFUNDED'
            OR (order_status = 'CANCELLED' AND payment IN ('none', 'declined', 'voided'))) THEN 'settled'
        WHEN order_status = 'CANCELLED' AND reason = 'payment_timeout' AND payment = 'unknown' THEN 'stuck'
        WHEN order_status IN ('CANCELLED', 'REFUND_PENDING', 'REFUNDED') THEN 'compensating'
        WHEN failures > 0 THEN 'retrying'
        ELSE 'running' END) STORED
);

COMMENT ON COLUMN orders.saga_view.stock IS 'as inventory last said: none, held, refused, committed, released, returned, expired';
COMMENT ON COLUMN orders.saga_view.payment IS 'as payments last said: none, requested, unknown, captured, declined, voided, refunded';
COMMENT ON COLUMN orders.saga_view.failures IS 'of the step, in a row; a refund that payments has asked for in vain has its own column';
COMMENT ON COLUMN orders.saga_view.version IS 'of the last event of the order itself';
COMMENT ON COLUMN orders.saga_view.stock_version IS 'attempt * 1000000 + version of its reservation';
COMMENT ON COLUMN orders.saga_view.payment_version IS 'of the last event of the order''s payment';

CREATE INDEX saga_view_unsettled ON orders.saga_view (state, order_id) WHERE state NOT IN ('settled', 'resolved');

-- What an operator has settled by hand is nobody's work any more.
ALTER TABLE orders.order_view ADD COLUMN resolved boolean NOT NULL DEFAULT false;
ALTER TABLE orders.order_view ALTER COLUMN unfinished SET EXPRESSION AS (
    NOT resolved AND (
        status IN ('PLACED', 'AWAITING_PAYMENT', 'REFUND_PENDING')
        OR (status IN ('CANCELLED', 'REFUNDED') AND stock IN ('held', 'committed'))
        OR (status = 'CANCELLED' AND payment = 'captured')));

COMMENT ON COLUMN orders.order_view.resolved IS 'an operator has settled by hand what the saga could not';
