-- Documents hold everything; a column beside one is there to be queried or guarded.
PRAGMA application_id = 1214347115;

CREATE TABLE stock (
    product_id TEXT PRIMARY KEY,
    on_hand INTEGER NOT NULL CHECK (on_hand >= 0)
) WITHOUT ROWID;

CREATE TABLE baskets (
    owner TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    document TEXT NOT NULL
);

CREATE TABLE checkouts (
    shopper_id TEXT NOT NULL,
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (shopper_id, id)
);

CREATE TABLE orders (
    id TEXT PRIMARY KEY,
    shopper_id TEXT NOT NULL,
    checkout_id TEXT NOT NULL,
    code TEXT NOT NULL,
    placed_at TEXT NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (shopper_id, checkout_id),
    UNIQUE (shopper_id, code)
);
CREATE INDEX orders_of_shopper ON orders (shopper_id, placed_at);
CREATE INDEX orders_by_time ON orders (placed_at);

CREATE TABLE spending (
    shopper_id TEXT NOT NULL,
    day TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (shopper_id, day, currency)
) WITHOUT ROWID;

CREATE TABLE shoppers (
    id TEXT PRIMARY KEY,
    email_key TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL
);

CREATE TABLE tokens (
    hash TEXT PRIMARY KEY,
    shopper_id TEXT NOT NULL REFERENCES shoppers (id),
    expires_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE callbacks (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    requested_at TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE UNIQUE INDEX one_open_callback ON callbacks (owner) WHERE state = 'queued';
CREATE INDEX callbacks_by_time ON callbacks (requested_at);

CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    delivered_at TEXT
);
CREATE INDEX outbox_pending ON outbox (created_at) WHERE delivered_at IS NULL;
