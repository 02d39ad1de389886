-- What a person gives back of an order's money, and the provider refuses, calls for a person too, also when the order is
-- confirmed. While the order's own refund is under way its saga says what fails.
ALTER TABLE orders.saga_view ADD COLUMN failing_refunds jsonb NOT NULL DEFAULT '{}';
ALTER TABLE orders.saga_view ALTER COLUMN state SET EXPRESSION AS (CASE
    WHEN failing_refunds <> '{}' AND order_status <> 'REFUND_PENDING' THEN 'stuck'
    WHEN resolved THEN 'resolved'
    WHEN order_status IN ('CONFIRMED', 'REJECTED') THEN 'settled'
    WHEN stuck OR refund_failures > 0 THEN 'stuck'
    WHEN failures = 0 AND stock NOT IN ('held', 'committed') AND (order_status = 'REFUNDED'
        OR (order_status = 'CANCELLED' AND payment IN ('none', 'declined', 'voided'))) THEN 'settled'
    WHEN order_status = 'CANCELLED' AND reason = 'payment_timeout' AND payment = 'unknown' THEN 'stuck'
    WHEN order_status IN ('CANCELLED', 'REFUND_PENDING', 'REFUNDED') THEN 'compensating'
    WHEN failures > 0 THEN 'retrying'
    ELSE 'running' END);

COMMENT ON COLUMN orders.saga_view.failing_refunds IS 'by id, those that the provider does not give back: failures, reason, next_try';

-- Nobody asked it: saga_view says what is stuck.
ALTER TABLE orders.order_view DROP COLUMN stuck;
