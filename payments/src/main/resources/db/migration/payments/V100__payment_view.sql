-- One row per payment, rebuilt from events by the group payment-view.
CREATE SCHEMA payments;

CREATE TABLE payments.payment_view (
    id           text PRIMARY KEY,
    order_id     text           NOT NULL,
    customer_id  text,
    status       text           NOT NULL,
    amount       numeric        NOT NULL,
    captured     numeric        NOT NULL DEFAULT 0,
    refunded     numeric        NOT NULL DEFAULT 0,
    open_refunds integer        NOT NULL DEFAULT 0,
    currency     text,
    version      bigint         NOT NULL,
    created_at   timestamptz    NOT NULL,
    updated_at   timestamptz    NOT NULL
);

COMMENT ON COLUMN payments.payment_view.customer_id IS 'null for a payment that was voided before it was opened';

CREATE INDEX payment_view_of_customer ON payments.payment_view (customer_id, id DESC);
CREATE INDEX payment_view_of_order ON payments.payment_view (order_id);
