CREATE SCHEMA inventory;

CREATE TABLE inventory.stock_level (
    product_id  text    PRIMARY KEY,
    merchant_id text    NOT NULL,
    on_hand     integer NOT NULL,
    reserved    integer NOT NULL CHECK (reserved BETWEEN 0 AND on_hand),
    version     bigint  NOT NULL
);
