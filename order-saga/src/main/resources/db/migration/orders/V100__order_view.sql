-- What people read about orders, and the price list. Rebuilt from events by the groups order-view and price-list.
CREATE SCHEMA orders;

CREATE TABLE orders.order_view (
    order_id       text PRIMARY KEY,
    customer_id    text        NOT NULL,
    status         text        NOT NULL,
    reason         text,
    total          numeric     NOT NULL,
    currency       text        NOT NULL,
    payment_method text        NOT NULL,
    stock          text        NOT NULL DEFAULT 'none',
    payment        text        NOT NULL DEFAULT 'none',
    stuck          boolean     NOT NULL DEFAULT false,
    version        bigint      NOT NULL,
    placed_at      timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    resting        boolean     NOT NULL GENERATED ALWAYS AS (
        status IN ('REJECTED', 'CONFIRMED', 'REFUNDED')
        OR (status = 'CANCELLED' AND payment IN ('none', 'declined', 'voided'))) STORED,
    unfinished     boolean     NOT NULL GENERATED ALWAYS AS (
        status IN ('PLACED', 'AWAITING_PAYMENT', 'REFUND_PENDING')
        OR (status IN ('CANCELLED', 'REFUNDED') AND stock IN ('held', 'committed'))
        OR (status = 'CANCELLED' AND payment = 'captured')) STORED
);

COMMENT ON COLUMN orders.order_view.stock IS 'as inventory last said: none, held, refused, committed, released, returned, expired';
COMMENT ON COLUMN orders.order_view.payment IS 'as payments last said: none, requested, unknown, captured, declined, voided, refunded';
COMMENT ON COLUMN orders.order_view.resting IS 'nothing more will happen unless somebody cancels';
COMMENT ON COLUMN orders.order_view.unfinished IS 'a saga must be looking after it';

CREATE INDEX order_view_of_customer ON orders.order_view (customer_id, order_id DESC);
CREATE INDEX order_view_of_status ON orders.order_view (status, order_id DESC);
CREATE INDEX order_view_unfinished ON orders.order_view (order_id) INCLUDE (updated_at) WHERE unfinished;

CREATE TABLE orders.order_line_view (
    order_id   text    NOT NULL,
    line       integer NOT NULL,
    product_id text    NOT NULL,
    name       text    NOT NULL,
    quantity   integer NOT NULL,
    unit_price numeric,
    PRIMARY KEY (order_id, line)
);

CREATE TABLE orders.order_timeline (
    order_id text        NOT NULL,
    sequence bigint      NOT NULL,
    event_id text        NOT NULL,
    at       timestamptz NOT NULL,
    type     text        NOT NULL,
    actor    text        NOT NULL,
    detail   text        NOT NULL,
    PRIMARY KEY (order_id, sequence),
    UNIQUE (order_id, event_id)
);

COMMENT ON COLUMN orders.order_timeline.sequence IS 'counts an order''s entries from 1, in the order in which they became known here';

CREATE TABLE orders.price_list (
    product_id    text PRIMARY KEY,
    name          text    NOT NULL,
    price         numeric NOT NULL,
    currency      text    NOT NULL,
    price_version bigint  NOT NULL,
    discontinued  boolean NOT NULL DEFAULT false,
    version       bigint  NOT NULL
);

COMMENT ON COLUMN orders.price_list.price IS 'of one unit after discount, in major units';
COMMENT ON COLUMN orders.price_list.price_version IS 'version of the product that set the price';
