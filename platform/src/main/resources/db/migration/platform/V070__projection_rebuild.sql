-- The rebuilds of projections, beside the live rows: what was asked, how far it is, and how it ended.
CREATE TABLE projection_rebuild (
    id           text        PRIMARY KEY,
    projection   text        NOT NULL,
    state        text        NOT NULL CHECK (state IN (
        'building', 'paused', 'verifying', 'swapping', 'done', 'failed', 'cancelled', 'rolled_back')),
    asked_from   text        NOT NULL,
    from_empty   boolean     NOT NULL,
    start_era            integer NOT NULL,
    start_transaction_id bigint  NOT NULL,
    start_global_index   bigint  NOT NULL,
    head_global_index    bigint  NOT NULL,
    started_at   timestamptz NOT NULL,
    started_by   text        NOT NULL,
    finished_at  timestamptz,
    error        text,
    verification jsonb,
    prepared     boolean     NOT NULL DEFAULT false,
    indexed      boolean     NOT NULL DEFAULT false,
    cleaned      boolean     NOT NULL DEFAULT false,
    swaps        integer     NOT NULL DEFAULT 0
);

COMMENT ON COLUMN projection_rebuild.from_empty IS 'whether the new rows begin from nothing, or as a copy of the live ones';
COMMENT ON COLUMN projection_rebuild.start_global_index IS 'with the two before it: the place in the log behind which events are handled again';
COMMENT ON COLUMN projection_rebuild.cleaned IS 'whether nothing of an ended rebuild is left but the rows for going back';
COMMENT ON COLUMN projection_rebuild.swaps IS 'how often live rows have been exchanged: 1 when done, 2 when rolled back';

-- Of two operators one is told that there is one under way.
CREATE UNIQUE INDEX projection_rebuild_under_way ON projection_rebuild (projection)
    WHERE state IN ('building', 'paused', 'verifying', 'swapping');
CREATE INDEX projection_rebuild_of_projection ON projection_rebuild (projection, started_at DESC);
