-- The product read model. Products, stock levels and category names are written by different event sequences, perhaps at
-- the same time: each has a table of its own, so that no row is ever written by two of them.
CREATE SCHEMA products;

CREATE TABLE products.product_view (
    product_id  text COLLATE "C" PRIMARY KEY,
    merchant_id text NOT NULL,
    name        text NOT NULL,
    description text NOT NULL,
    store       text NOT NULL,
    image_urls  text[] NOT NULL,
    category_id bigint,
    price       bigint NOT NULL, -- minor units of the currency, as is final_price
    discount    integer NOT NULL,
    final_price bigint NOT NULL,
    currency    text COLLATE "C" NOT NULL,
    status      text NOT NULL CHECK (status IN ('ACTIVE', 'DISCONTINUED')),
    version     bigint NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    -- Sorting by name ignores case; U+001F separates the parts of a cursor.
    name_key    text COLLATE "C" GENERATED ALWAYS AS (
        translate(lower(left(name, 200) COLLATE "pg_c_utf8"), U&'\001F', ' ')) STORED,
    -- Names count most; they are kept as written (for beginnings of words) and by their stems.
    search      tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', left(name, 1000)), 'A')
        || setweight(to_tsvector('english', left(name, 1000)), 'A')
        || setweight(to_tsvector('simple', left(store, 1000)), 'B')
        || setweight(to_tsvector('english', left(description, 20000)), 'C')) STORED
);

CREATE INDEX product_view_newest ON products.product_view (created_at, product_id) WHERE status = 'ACTIVE';
CREATE INDEX product_view_price ON products.product_view (currency, final_price, product_id) WHERE status = 'ACTIVE';
CREATE INDEX product_view_name ON products.product_view (name_key, product_id) WHERE status = 'ACTIVE';
CREATE INDEX product_view_category ON products.product_view (category_id, created_at, product_id)
    WHERE status = 'ACTIVE';
CREATE INDEX product_view_category_price ON products.product_view (category_id, currency, final_price, product_id)
    WHERE status = 'ACTIVE';
CREATE INDEX product_view_store ON products.product_view (store, created_at, product_id) WHERE status = 'ACTIVE';
CREATE INDEX product_view_discontinued ON products.product_view (created_at, product_id)
    WHERE status = 'DISCONTINUED';
CREATE INDEX product_view_search ON products.product_view USING gin (search);

-- Changes with every order: no index but the key, and room on each page, so that updates stay in place.
CREATE TABLE products.stock_view (
    product_id text COLLATE "C" PRIMARY KEY,
    on_hand    integer NOT NULL,
    reserved   integer NOT NULL,
    available  integer GENERATED ALWAYS AS (on_hand - reserved) STORED,
    version    bigint NOT NULL,
    updated_at timestamptz NOT NULL
) WITH (fillfactor = 70);

-- A deleted category keeps its row, without a name, so that an older event cannot bring it back.
CREATE TABLE products.category_view (
    category_id bigint PRIMARY KEY,
    name        text,
    version     bigint NOT NULL
);
